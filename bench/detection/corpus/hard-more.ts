import { gzipSync } from 'node:zlib'
import { base64, bytes, encoded, text, wrap76, zip } from './hard.ts'
import type { Wrap } from './hard.ts'
import type { Made } from './template.ts'

const inLines = (data: Buffer, width: number): Buffer[] =>
  Array.from({ length: Math.ceil(data.length / width) }, (_, i) =>
    data.subarray(i * width, (i + 1) * width),
  )
const printable = (data: Buffer): string => data.toString('latin1').replaceAll(/[^ -~]/g, '.')
const pairs = (data: Buffer, size: number): string[] =>
  data.toString('hex').match(new RegExp(`.{1,${size * 2}}`, 'g')) ?? []

const xxd = (data: Buffer): string =>
  inLines(data, 16)
    .map(
      (line, i) =>
        `${(i * 16).toString(16).padStart(8, '0')}: ${pairs(line, 2).join(' ').padEnd(39)}  ${printable(line)}\n`,
    )
    .join('')

const hexdump = (data: Buffer): string =>
  inLines(data, 16)
    .map((line, i) => {
      const all = pairs(line, 1)
      const columns = [all.slice(0, 8).join(' '), all.slice(8).join(' ')].join('  ')
      return `${(i * 16).toString(16).padStart(8, '0')}  ${columns.padEnd(48)}  |${printable(line)}|\n`
    })
    .join('')

/** Soft breaks at 75 columns; `=`, controls and whatever is beyond ASCII as `=3D`. */
function quotedPrintable(plain: string): string {
  return plain
    .split('\n')
    .map((line) => {
      const safe = line.replaceAll(/[=\x80-\uffff]/g, (char) =>
        Array.from(
          Buffer.from(char),
          (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        ).join(''),
      )
      return (safe.match(/.{1,72}(?<!=.?)/g) ?? ['']).join('=\r\n')
    })
    .join('\r\n')
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*["']?([^\s"']+)/gm

function manifest(made: Made): string {
  const lines = Array.from(text(made).matchAll(assignment), ([, name = '', value = '']) => {
    return `  ${name}: ${Buffer.from(value).toString('base64')}\n`
  })
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: bot\ntype: Opaque\ndata:\n${lines.join('')}`
}

const every = (plain: string, write: (byte: number) => string): string =>
  Array.from(Buffer.from(plain), write).join('')
const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

/** More of what people, programs and mails do to a file that holds keys. */
export const moreWraps: Readonly<Record<string, Wrap>> = {
  'dump-xxd': encoded('env.hex', (made) => xxd(bytes(made))),
  'dump-hexdump': encoded('notes.md', (made) => `What is in it:\n\n${hexdump(bytes(made))}\n`),
  'hex-lines': encoded('env.hex', (made) => `${pairs(bytes(made), 30).join('\n')}\n`),
  'hex-variable': encoded(
    'ci.yml',
    (made) => `env:\n  DOTENV_HEX: ${bytes(made).toString('hex')}\n`,
  ),
  'byte-list': encoded(
    'env.h',
    (made) =>
      `const unsigned char env[] = {\n${inLines(bytes(made), 12)
        .map(
          (line) =>
            `  ${pairs(line, 1)
              .map((pair) => `0x${pair}, `)
              .join('')}\n`,
        )
        .join('')}};\n`,
  ),
  'percent-every-byte': encoded(
    'access.log',
    (made) => `POST /save?d=${every(text(made), (byte) => `%${hex(byte)}`)} HTTP/1.1" 200\n`,
  ),
  'percent-twice': encoded(
    'request.log',
    (made) =>
      `GET /r?next=${encodeURIComponent(`/save?env=${encodeURIComponent(text(made))}`)} HTTP/1.1\n`,
  ),
  'quoted-printable': encoded(
    'mail.eml',
    (made) =>
      `Subject: keys\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(text(made))}\r\n`,
  ),
  'mail-base64': encoded(
    'mail.eml',
    (made) =>
      `Content-Type: application/octet-stream; name=".env"\nContent-Transfer-Encoding: base64\n\n${wrap76(base64(made))}\n\n--x--\n`,
  ),
  'data-uri': encoded(
    'page.html',
    (made) => `<a download=".env" href="data:text/plain;base64,${base64(made)}">keys</a>\n`,
  ),
  'base64-labelled': encoded('config.toml', (made) => `env = "b64:${base64(made)}"\n`),
  'base64-behind-slash': encoded(
    'deploy.sh',
    (made) => `echo ${base64(made)} | base64 -d > /app/.env\n`,
  ),
  'base64-with-mark': encoded('secrets.txt', (made) =>
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(made)]).toString('base64'),
  ),
  'k8s-values': encoded('secret.yaml', manifest),
  'k8s-values-below': encoded(
    'all.yaml',
    (made) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: bot\n---\n${manifest(made)}---\nkind: Job\n`,
  ),
  'json-three-times': encoded('events.log', (made) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ body: text(made) }) }) }),
  ),
  'utf16-inside': encoded('app.dll', (made, r) =>
    Buffer.concat([
      Buffer.from('MZ\u{90}\0\u{3}\0\0\0', 'latin1'),
      Buffer.from(r.bytes(400)),
      Buffer.from(text(made), 'utf16le'),
      Buffer.from(r.bytes(200)),
    ]),
  ),
  'utf16-inside-odd': encoded('ntuser.dat', (made, r) =>
    Buffer.concat([
      Buffer.from('regf\0\0\0\0', 'latin1'),
      Buffer.from(r.bytes(333)),
      Buffer.from(text(made), 'utf16le'),
      Buffer.from(r.bytes(200)),
    ]),
  ),
  'gzip-cut': encoded('config.gz', (made) => gzipSync(bytes(made)).subarray(0, -9)),
  'gzip-base64': encoded(
    'values.yaml',
    (made) => `release: ${gzipSync(bytes(made)).toString('base64')}\n`,
  ),
  'zip-of-gzip': encoded('logs.zip', (made) => zip('bot.log.gz', gzipSync(bytes(made)))),
  'split-lines-backslash': encoded('config.py', (made) =>
    made.planted.reduce(
      (whole, { value }) =>
        whole.replaceAll(value, `${value.slice(0, 10)}" \\\n    "${value.slice(10)}`),
      text(made),
    ),
  ),
}
