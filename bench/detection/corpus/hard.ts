import { deflateRawSync, gzipSync } from 'node:zlib'
import type { Seeded } from '../../../test/helpers/seeded.ts'
import type { Made } from './template.ts'

/** Wraps a plain file so that its text no longer stands there as it was. */
export type Wrap = (plain: Made, r: Seeded) => Made

export const text = (made: Made): string => String(made.content)
export const bytes = (made: Made): Buffer => Buffer.from(text(made))

const utf16 = (made: Made, big: boolean, mark: boolean): Buffer => {
  const little = Buffer.from(`${mark ? '\u{FEFF}' : ''}${text(made)}`, 'utf16le')
  return big ? little.swap16() : little
}

function utf32(made: Made): Buffer {
  const points = Array.from(`\u{FEFF}${text(made)}`, (char) => char.codePointAt(0) ?? 0)
  const out = Buffer.alloc(points.length * 4)
  points.forEach((point, index) => out.writeUInt32LE(point, index * 4))
  return out
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** A zip archive of one file, deflated. */
export function zip(name: string, data: Buffer): Buffer {
  const packed = deflateRawSync(data)
  const path = Buffer.from(name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(data), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(data.length, 18)
  common.writeUInt16LE(path.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u{3}\u{4}', 'latin1'), common, path, packed])
  const central = Buffer.concat([
    Buffer.from('PK\u{1}\u{2}\u{14}\0', 'latin1'),
    common,
    Buffer.alloc(14),
    path,
  ])
  const end = Buffer.alloc(22)
  end.write('PK\u{5}\u{6}', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

export function tar(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(512)
  head.write(name)
  head.write('0000644\u{0}0000000\u{0}0000000\0', 100)
  head.write(`${data.length.toString(8).padStart(11, '0')}\u{0}00000000000\0        0`, 124)
  head.write('ustar\u{0}00', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\u{0} `, 148)
  return Buffer.concat([
    head,
    data,
    Buffer.alloc((512 - (data.length % 512)) % 512),
    Buffer.alloc(1024),
  ])
}

export const wrap76 = (value: string): string => (value.match(/.{1,76}/g) ?? []).join('\n')
export const encoded =
  (path: string, content: (made: Made, r: Seeded) => string | Buffer): Wrap =>
  (made, r) => ({ ...made, path, content: content(made, r) })
export const base64 = (made: Made): string => bytes(made).toString('base64')
const escapeEvery = (value: string, escape: (code: number) => string): string =>
  Array.from(value, (char) =>
    /[A-Za-z0-9]/.test(char) ? escape(char.codePointAt(0) ?? 0) : char,
  ).join('')
const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0')

/** Rewrites every planted value where it stands. */
function rewrite(made: Made, change: (value: string) => string): string {
  return made.planted.reduce(
    (whole, { value }) => whole.replaceAll(value, change(value)),
    text(made),
  )
}

/** Encodings, archives and binaries around whole files. */
export const wraps: Readonly<Record<string, Wrap>> = {
  'utf16le-bom': encoded('keys.txt', (made) => utf16(made, false, true)),
  'utf16be-bom': encoded('keys.txt', (made) => utf16(made, true, true)),
  utf16le: encoded('keys.env', (made) => utf16(made, false, false)),
  utf32: encoded('keys.txt', (made) => utf32(made)),
  'base64-file': encoded('env.b64', (made) => base64(made)),
  'base64-wrapped': encoded('env.b64', (made) => wrap76(base64(made))),
  'base64-variable': encoded(
    '.gitlab-ci.yml',
    (made) => `variables:\n  ENV_FILE: "${base64(made)}"\n`,
  ),
  'base64-twice': encoded(
    'secret.yaml',
    (made) => `data:\n  env: ${Buffer.from(base64(made)).toString('base64')}\n`,
  ),
  'base64-url': encoded('token.txt', (made) => bytes(made).toString('base64url')),
  'k8s-data-file': encoded(
    'secret.yaml',
    (made) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: bot-env\ndata:\n  .env: ${base64(made)}\n`,
  ),
  percent: encoded(
    'request.log',
    (made) => `GET /save?env=${encodeURIComponent(text(made))} HTTP/1.1\n`,
  ),
  'percent-all': encoded(
    'request.log',
    (made) => `body=${escapeEvery(text(made), (code) => `%${hex(code, 2).toUpperCase()}`)}\n`,
  ),
  'json-string': encoded('files.json', (made) =>
    JSON.stringify({ files: { '.env': { content: text(made) } } }),
  ),
  'json-twice': encoded('log.json', (made) =>
    JSON.stringify({ message: JSON.stringify({ body: text(made) }) }),
  ),
  'unicode-escapes': encoded(
    'dump.json',
    (made) =>
      `{"env": "${escapeEvery(text(made).replaceAll('"', '\\"').replaceAll('\n', '\\n'), (code) => `\\u${hex(code, 4)}`)}"}`,
  ),
  'hex-escapes': encoded(
    'dump.py',
    (made) =>
      `data = "${escapeEvery(text(made).replaceAll('"', '\\"').replaceAll('\n', '\\n'), (code) => `\\x${hex(code, 2)}`)}"\n`,
  ),
  'hex-dump': encoded('dump.txt', (made) => bytes(made).toString('hex')),
  'html-entities': encoded(
    'page.html',
    (made) =>
      `<pre>${text(made).replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('=', '&#61;')}</pre>\n`,
  ),
  'split-plus': encoded('config.js', (made) =>
    rewrite(made, (value) => `${value.slice(0, 20)}' + '${value.slice(20)}`),
  ),
  'split-plus-lines': encoded('Config.java', (made) =>
    rewrite(made, (value) => `${value.slice(0, 30)}"\n        + "${value.slice(30)}`),
  ),
  'split-adjacent': encoded('config.py', (made) =>
    rewrite(made, (value) => `${value.slice(0, 24)}"\n    "${value.slice(24)}`),
  ),
  'split-dot': encoded('config.php', (made) =>
    rewrite(made, (value) => `${value.slice(0, 25)}' . '${value.slice(25)}`),
  ),
  'split-continuation': encoded('config.sh', (made) =>
    rewrite(made, (value) => `${value.slice(0, 32)}\\\n${value.slice(32)}`),
  ),
  gzip: encoded('config.gz', (made) => gzipSync(bytes(made))),
  zip: encoded('backup.zip', (made) => zip('bot/.env', bytes(made))),
  jar: encoded('bot.jar', (made) => zip('application.properties', bytes(made))),
  tar: encoded('backup.tar', (made) => tar('bot/.env', bytes(made))),
  tgz: encoded('backup.tar.gz', (made) => gzipSync(tar('bot/.env', bytes(made)))),
  'zip-in-zip': encoded('all.zip', (made) => zip('inner.zip', zip('.env', bytes(made)))),
  docx: encoded('keys.docx', (made) =>
    zip(
      'word/document.xml',
      Buffer.from(
        `<w:document><w:body>${text(made)
          .split('\n')
          .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
          .join('')}</w:body></w:document>`,
      ),
    ),
  ),
  'binary-strings': encoded('app.bin', (made, r) =>
    Buffer.concat([
      Buffer.from(r.bytes(300)),
      Buffer.from([0, 1]),
      bytes(made),
      Buffer.from([0, 0]),
      Buffer.from(r.bytes(300)),
    ]),
  ),
}
