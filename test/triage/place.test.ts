import { describe, expect, test } from 'vitest'
import { placeHits } from '../../src/triage/place.ts'
import { seeded } from '../helpers/seeded.ts'
import { hitsIn, makeHit, rules } from './make-hit.ts'

const random = seeded('place')
const token = random.base62(64)
const other = random.base62(64)
const masked = `${token.slice(0, 4)}…${token.slice(-2)}`

const isGuessable = (rule: string): boolean => rules.get(rule)?.guessable ?? false

function place(
  text: string,
  found: readonly (readonly [string, string])[] = [['secret-rule', token]],
) {
  return placeHits(Buffer.from(text), hitsIn(text, found), { isGuessable })
}

describe('lines and columns', () => {
  test.each([
    ['LF', `a\nb\nc = ${token}`, 3, 5],
    ['CR LF', `a\r\nb\r\nc = ${token}`, 3, 5],
    ['CR', `a\rb\rc = ${token}`, 3, 5],
    ['mixed', `a\n\r\n\r\r\nc = ${token}`, 5, 5],
    ['line separators of Unicode end no line', `a\u2028b\u0085c\u000bd = ${token}`, 1, 11],
    ['UTF-16 units, not bytes', `é€😀= ${token}`, 1, 7],
    ['a byte order mark has no column', `\ufeff${token}`, 1, 1],
    ['the very start', token, 1, 1],
  ])('%s', (_, text, line, column) => {
    expect(place(text)[0]).toMatchObject({ line, column, endLine: line, endColumn: column + 64 })
  })

  test('bytes that are not UTF-8 count as one replacement character each', () => {
    const head = Buffer.from([0xe9, 0x20, 0xff, 0xe2, 0x82, 0x20])
    const bytes = Buffer.concat([head, Buffer.from(token)])
    const [found] = placeHits(bytes, [makeHit([['secret-rule', token]], head.length)], {
      isGuessable,
    })
    expect(found?.column).toBe(new TextDecoder().decode(head).length + 1)
  })

  test.each(['utf16le', 'utf16be'] as const)('%s text', (encoding) => {
    const text = `\ufeffname: x\r\nkey: ${token}\r\nਊend`
    const bytes = Buffer.from(text, 'utf16le')
    if (encoding === 'utf16be') bytes.swap16()
    const start = 2 * text.indexOf(token)
    const hit = makeHit([['secret-rule', token]])
    const [part] = hit.parts
    const [found] = placeHits(
      bytes,
      [{ ...hit, via: ['utf-16'], parts: [{ ...part, start, end: start + 128 }] }],
      { isGuessable },
    )
    expect(found).toMatchObject({ line: 2, column: 6, endColumn: 70, via: ['utf-16'] })
    expect(found?.frame).toEqual({ line: 1, lines: ['\ufeffname: x', `key: ${masked}`, 'ਊend'] })
  })

  test('a window far into a file counts on', () => {
    const text = `x\ny = ${token}`
    const hit = makeHit([['secret-rule', token]], 1_000_000 + text.indexOf(token))
    const [found] = placeHits(Buffer.from(text), [hit], {
      isGuessable,
      offset: 1_000_000,
      firstLine: 70,
    })
    expect(found).toMatchObject({ line: 71, column: 5, span: [1_000_006, 1_000_070] })
  })

  test('parts of a pair have their own places, in order', () => {
    const text = `k = ${token}\n  s = ${other}`
    const hit = makeHit([
      ['key-rule', token],
      ['secret-rule', other],
    ])
    const at = (value: string) => ({ start: text.indexOf(value), end: text.indexOf(value) + 64 })
    const [key, secret] = hit.parts
    const [found] = placeHits(
      Buffer.from(text),
      [
        {
          ...hit,
          parts: [
            { ...key, ...at(token) },
            { ...secret!, ...at(other) },
          ],
        },
      ],
      { isGuessable },
    )
    expect(found?.parts).toEqual([
      { role: 'secret', line: 2, column: 7, endLine: 2, endColumn: 71 },
    ])
    expect(found?.frame?.lines.join('\n')).toBe(
      `k = ${masked}\n  s = ${other.slice(0, 4)}…${other.slice(-2)}`,
    )
  })
})

describe('frames', () => {
  test('show two lines around and mask the secret', () => {
    const text = `1\n2\n3\nkey = "${token}"\n5\n6\n7\n`
    expect(place(text)[0]?.frame).toEqual({
      line: 2,
      lines: ['2', '3', `key = "${masked}"`, '5', '6'],
    })
  })

  test('mask every secret of the file, also where it stands again', () => {
    const text = `a = ${other}\npassword = hunter-two\nkey = ${token}\n# was hunter-two and ${other}`
    const places = place(text, [
      ['secret-rule', token],
      ['password-rule', 'hunter-two'],
      ['secret-rule', other],
    ])
    for (const { frame } of places) {
      const shown = frame?.lines.join('\n') ?? ''
      expect(shown).not.toContain('hunter')
      expect(shown).not.toContain(other.slice(0, 8))
      expect(shown).not.toContain(token.slice(0, 8))
    }
    expect(places[0]?.frame?.lines[1]).toBe('password = ********')
  })

  test('mask runs that no rule knows, keep paths and names readable', () => {
    const unknown = random.base64url(32)
    const text = `import { createHmac } from './deeply/nested/module-with-long-name'\nconst BINANCE_API_SECRET_KEY_NAME = readConfigurationValue()\nx = ${token} ${unknown}`
    const lines = place(text)[0]?.frame?.lines
    expect(lines?.slice(0, 2)).toEqual(text.split('\n').slice(0, 2))
    expect(lines?.[2]).not.toContain(unknown.slice(0, 6))
  })

  test('cut long lines around the secret, never through one', () => {
    const unknown = random.base62(60)
    const text = `${'word, '.repeat(500)}${unknown}, k = "${token}"; ${'more; '.repeat(500)}`
    const line = place(text)[0]?.frame?.lines[0] ?? ''
    expect(line.length).toBeLessThanOrEqual(162)
    expect(line).toContain(masked)
    expect(line.startsWith('…') && line.endsWith('…')).toBe(true)
    for (let i = 0; i + 8 <= 60; i++) expect(line).not.toContain(unknown.slice(i, i + 8))
  })

  test('a secret of several lines leaves nothing of its later lines', () => {
    const label = 'PRIVATE KEY'
    const body = [random.base64(64), random.base64(64), random.base64(20)]
    const pem = [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join('\n')
    const text = `before\n${pem}\nafter ${token}`
    const places = place(text, [
      ['secret-rule', pem],
      ['secret-rule', token],
    ])
    expect(places[0]).toMatchObject({ line: 2, endLine: 6, endColumn: 26 })
    expect(places[0]?.frame?.lines.slice(0, 2)).toEqual(['before', `-----BEGIN ${label}-----…`])
    const shown = places.flatMap(({ frame }) => frame?.lines ?? []).join('\n')
    for (const line of body) expect(shown).not.toContain(line.slice(0, 6))
  })

  test('an encoded secret shows nothing of its encoded form', () => {
    const encoded = Buffer.from(token).toString('base64')
    const text = `data: ${encoded}`
    const hit = makeHit([['secret-rule', token]])
    const [part] = hit.parts
    const at = { ...part, start: 6, end: 6 + encoded.length }
    const [found] = placeHits(Buffer.from(text), [{ ...hit, via: ['base64'], parts: [at] }], {
      isGuessable,
    })
    expect(found?.frame?.lines).toEqual(['data: ********'])
  })

  test('binary and compressed content has a place but no frame', () => {
    expect(place(`\0\x01${token}\0`)[0]).toMatchObject({ line: 1 })
    expect(place(`\0\x01${token}\0`)[0]).not.toHaveProperty('frame')
  })

  test('a line of 20 MB and 20,000 hits take no time to speak of', () => {
    const values = Array.from({ length: 20_000 }, () => random.base62(32))
    const text = values.map((value) => `${value}${' '.repeat(968)}`).join('')
    const hits = values.map((value, i) => makeHit([['secret-rule', value]], i * 1000))
    const places = placeHits(Buffer.from(text), hits, { isGuessable })
    expect(places[19_999]).toMatchObject({ line: 1, column: 19_999_001 })
    expect(places.filter(({ frame }) => frame !== undefined).length).toBe(500)
  })
})
