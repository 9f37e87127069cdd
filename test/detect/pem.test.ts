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
