import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { pem } from '../../src/detect/structures/pem.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const lines = text.trimEnd().split('\n')

function find(source: string): ReturnType<typeof pem.match> {
  return pem.match(new TextEncoder().encode(source), source.indexOf('PRIVATE KEY'))
}

function each(write: (line: string) => string): (all: readonly string[]) => string {
  return (all) => all.map(write).join('\n')
}

describe('pem', () => {
  test.each([
    ['plain', text],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['on one line', `key = "${text.replaceAll('\n', String.raw`\n`)}"`],
    ['escaped twice', JSON.stringify(JSON.stringify({ key: text }))],
    ['indented in YAML', lines.map((line) => `    ${line}`).join('\n')],
    ['joined strings', lines.map((line) => String.raw`  "${line}\n" +`).join('\n')],
    ['a comment', lines.map((line) => `# ${line}`).join('\n')],
    ['a patch', lines.map((line) => `+${line}`).join('\n')],
    ['without line breaks', lines.join('')],
  ])('%s gives the same key', (_, source) => {
    expect(find(source)).toMatchObject({ kind: 'pkcs8-rsa', value: text })
  })

  /** Lines as random bytes make them: one key in 160 has one that begins with `//`. */
  const odd = lines.with(5, `//${lines[5]!.slice(2)}`).with(9, `+${lines[9]!.slice(1, -1)}+`)

  test.each<[string, (all: readonly string[]) => string]>([
    ['plain', (all) => all.join('\n')],
    ['CRLF', (all) => all.join('\r\n')],
    ['CR', (all) => all.join('\r')],
    ['JSON', (all) => JSON.stringify(all.join('\n'))],
    ['JSON in JSON', (all) => JSON.stringify(JSON.stringify(all.join('\n')))],
    ['YAML', each((line) => `    ${line}`)],
    ['a list', each((line) => `- ${line}`)],
    ['joined by +', each((line) => String.raw`  "${line}\n" +`)],
    ['joined by . in front', each((line) => String.raw`  . '${line}\n'`)],
    ['joined by . behind', each((line) => String.raw`  '${line}\n' .`)],
    ['joined by & _', each((line) => `  "${line}" & _`)],
    ['literals side by side', each((line) => String.raw`  "${line}\n" \ `)],
    ['literals on one line', (all) => all.map((line) => String.raw`'${line}\n'`).join(' + ')],
    ['an array', (all) => JSON.stringify(all)],
    ['an array, line by line', (all) => JSON.stringify(all, null, 2)],
    ['a comment each', each((line) => `  "${line}", // a line of it`)],
    ['a remark each', each((line) => `${line}  # a line of it`)],
    ['in a comment, //', each((line) => `//${line}`)],
    ['in a comment, // and a blank', each((line) => `// ${line}`)],
    ['in a comment, #', each((line) => `#${line}`)],
    ['in a comment, *', each((line) => ` * ${line}`)],
    ['in a comment, --', each((line) => `-- ${line}`)],
    ['added by a patch', each((line) => `+${line}`)],
    ['removed by a patch', each((line) => `-${line}`)],
    ['quoted', each((line) => `> ${line}`)],
    [
      'a notebook',
      (all) =>
        JSON.stringify(
          all.map((line) => `  "${line}\\n"\n`),
          null,
          1,
        ),
    ],
    ['HTML', (all) => all.join('<br>')],
    ['XML', (all) => all.join('&#xA;')],
    ['lines apart', (all) => all.join('\n\n')],
    ['one line', (all) => all.join('')],
  ])('lines that begin or end with / and +: %s', (_, write) => {
    const found = find(odd.join('\n'))
    expect(found?.kind).toBe('pkcs8-rsa')
    expect(find(`${write(odd)}\n`)?.value).toBe(found?.value)
  })

  test.each([' ', '"', '\\', '//', '+ ', "' . "])('64 KiB of %j in a body end soon', (piece) => {
    const filler = piece.repeat(Math.ceil(60_000 / piece.length))
    expect(find(`${lines[0]}\nM${filler}x\n${lines.at(-1)}`)).toBeNull()
  })

  test('offsets cover the block', () => {
    const found = find(`x${text}y`)!
    expect([found.start, found.end]).toEqual([1, text.length])
  })

  test.each(['pkcs1-rsa', 'ec', 'encrypted', 'openssh', 'openssh-encrypted', 'pgp'])(
    'knows %s',
    (kind) => {
      expect(find(expandPlaceholders(`{{pem:${kind}}}`, kind))).toMatchObject({ kind })
    },
  )

  test.each([
    ['a body of dots', text.replace(lines[3]!, '...')],
    ['a body that is cut short', [...lines.slice(0, 4), lines.at(-1)].join('\n')],
    ['no end', lines.slice(0, -1).join('\n')],
    ['words about it', 'paste your PRIVATE KEY here'],
    ['the closing line alone', '-----END PRIVATE KEY-----'],
    ['another body than the label says', text.replaceAll('PRIVATE KEY', 'OPENSSH PRIVATE KEY')],
  ])('%s is nothing', (_, source) => {
    expect(find(source)).toBeNull()
  })

  test('a legacy passphrase header makes it encrypted', () => {
    const source = text.replace(
      '-----\n',
      '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A0B\n\n',
    )
    expect(find(source)).toMatchObject({ kind: 'encrypted' })
  })
})
