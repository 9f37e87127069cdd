import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { readContext } from '../../src/detect/context.ts'
import { nameInFront } from '../../src/detect/name-in-front.ts'

const encoder = new TextEncoder()

function told(text: string): string | null {
  const bytes = encoder.encode(text)
  return nameInFront(bytes, text.lastIndexOf('\n') + 1, bytes.length)?.name ?? null
}

describe('the name in front of a value', () => {
  test.each([
    ['{"a": 1, "txHash": "', 'txHash'],
    ["  'api-key' : '", 'api-key'],
    ['export API_KEY=', 'API_KEY'],
    ['const client.secret = `', 'client.secret'],
    ['token := "', 'token'],
  ])('is told of %j', (text, name) => {
    expect(told(text)).toBe(name)
  })

  test.each([
    'API Key: ',
    'value = "',
    'a == "',
    '<b>api</b>key: "',
    's:5:key="',
    'f(key, "',
    '--key="',
    '= "',
    '1abc = "',
    `${'a'.repeat(24)} = "`,
  ])('is left to closer reading in %j', (text) => {
    expect(told(text)).toBeNull()
  })

  const part = fc.constantFrom(
    ...[
      'api',
      'Key',
      '_',
      '$',
      '-',
      '.',
      ' ',
      '  ',
      '"',
      "'",
      '`',
      ':',
      '=',
      ',',
      '(',
      ')',
      '{',
      '1',
      'x',
      '>',
    ],
    ...[
      'value',
      'const ',
      '</b>',
      '<b>',
      's:7:',
      '\n',
      '\t',
      '\\',
      'data',
      'a'.repeat(30),
      'https://a.b/c',
    ],
  )
  test.prop([
    fc.array(part, { maxLength: 12 }),
    fc.constantFrom('": "', ' = ', ': ', '="', ':= `'),
  ])('is what closer reading finds', (parts, sign) => {
    const text = `${parts.join('')}${sign}`
    const name = told(text)
    if (name === null) return
    const bytes = encoder.encode(text)
    expect(readContext(bytes, bytes.length, bytes.length).field).toMatchObject({ name })
  })
})
