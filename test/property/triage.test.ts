import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Hit } from '../../src/model/hit.ts'
import { parseBaseline } from '../../src/triage/baseline-parse.ts'
import { formatBaseline } from '../../src/triage/baseline.ts'
import type { Baseline } from '../../src/triage/baseline.ts'
import { groupSightings } from '../../src/triage/group.ts'
import type { Credential, Sighting } from '../../src/triage/group.ts'
import { placeExcerpt, takeExcerpts } from '../../src/triage/excerpt.ts'
import { LineCounter, LineCursor } from '../../src/triage/lines.ts'
import { hiddenValues, placeHits } from '../../src/triage/place.ts'
import { textEncodingOf, utf16Length } from '../../src/triage/text-encoding.ts'
import { seeded } from '../helpers/seeded.ts'
import { inBlob, inFile, makeHit, rules } from '../triage/make-hit.ts'

const random = seeded('triage properties')
const values = Array.from({ length: 4 }, () => random.base62(40))
const guessable = ['winter', 'summer', 'autumn at sea']

const value = fc.constantFrom(...values)
const part = fc.oneof(
  fc.tuple(fc.constantFrom('key-rule', 'secret-rule', 'other-secret-rule', 'generic-rule'), value),
  fc.tuple(fc.constantFrom('password-rule', 'phrase-rule'), fc.constantFrom(...guessable)),
)
const hit = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.nat(50))
  .map(([parts, start]) => makeHit(parts, start))
const sighting: fc.Arbitrary<Sighting> = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'b', 'c/d'), hit).map(([path, found]) => inFile(path, found)),
  fc.tuple(fc.constantFrom('01', '02'), hit).map(([id, found]) => inBlob(id, found)),
)

function summary(credentials: readonly Credential[]) {
  return credentials.map(({ id, parts, sightings }) => ({
    id,
    parts: parts.map(({ role, rule, fingerprint }) => [role, rule.id, fingerprint]),
    sightings,
  }))
}

const shuffled = fc
  .array(sighting, { maxLength: 12 })
  .chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )

test.prop([shuffled, fc.constantFrom(null, 'salt')])(
  'grouping does not depend on the order of what was seen',
  ([list, other], salt) => {
    expect(summary(groupSightings(other, { rules, salt }))).toEqual(
      summary(groupSightings(list, { rules, salt })),
    )
  },
)

test.prop([fc.array(sighting, { maxLength: 12 })])(
  'grouping keeps every sighting once and folds all it can',
  (list) => {
    const credentials = groupSightings(list, { rules, salt: 'salt' })
    expect(credentials.flatMap(({ sightings }) => sightings).length).toBe(list.length)
    expect(new Set(credentials.map(({ id }) => id)).size).toBe(credentials.length)
    const sets = credentials.map(
      ({ parts }) => new Set(parts.map(({ fingerprint }) => fingerprint)),
    )
    for (const a of sets)
      for (const b of sets) expect(a !== b && [...a].every((one) => b.has(one))).toBe(false)
  },
)

/** Any character but a half of a surrogate pair. */
const wellFormed = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })

const text = fc.array(
  fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', ' = ', 'é', '😀', '\u2028', 'word', '"', '\t', ...values),
    fc.string({ unit: wellFormed, maxLength: 5 }),
  ),
  { maxLength: 60 },
)

test.prop([text])('lines and columns are those of an editor', (pieces) => {
  const whole = pieces
    .join('')

    .replace(/^\ufeff/, '')
    .replaceAll('\0', '0')
  const bytes = Buffer.from(whole)
  const cursor = new LineCursor(bytes, 'utf-8')
  const starts = [0]
  for (const found of whole.matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length)
  for (let at = 0; at <= whole.length; at++) {
    if (/[\udc00-\udfff]/.test(whole[at] ?? '') || (whole[at] === '\n' && whole[at - 1] === '\r'))
      continue
    const line = starts.findLastIndex((start) => start <= at)
    const offset = Buffer.byteLength(whole.slice(0, at))
    expect(cursor.position(offset)).toMatchObject({
      line: line + 1,
      column: at - starts[line]! + 1,
    })
  }
  const counter = new LineCounter()
  for (const byte of bytes) counter.add(Uint8Array.of(byte))
  expect(counter.line).toBe(starts.length)
})

test.prop([fc.uint8Array({ maxLength: 40 })])(
  'columns over invalid bytes are those of the decoded text',
  (bytes) => {
    const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    expect(utf16Length(bytes, 0, bytes.length, 'utf-8')).toBe(decoded.length)
  },
)

test.prop([
  text,
  fc.array(fc.constantFrom(...values, ...guessable), { minLength: 1, maxLength: 4 }),
])('a frame never shows more of a secret than its masked form', (pieces, secrets) => {
  let bytes = Buffer.alloc(0)
  const hits = []
  for (const [i, piece] of [...pieces, ...secrets].entries()) {
    const secret = secrets[i % (secrets.length + 3)]
    bytes = Buffer.concat([bytes, Buffer.from(piece), Buffer.from(' : ')])
    if (secret === undefined) continue
    const rule = guessable.includes(secret) ? 'password-rule' : 'secret-rule'
    hits.push(makeHit([[rule, secret]], bytes.length))
    bytes = Buffer.concat([bytes, Buffer.from(`${secret}\n`)])
  }
  const isGuessable = (rule: string): boolean => rules.get(rule)?.guessable ?? false
  const encoding = textEncodingOf(bytes)
  const shown = placeHits(bytes, hits, { isGuessable })
    .flatMap(({ frame }) => frame?.lines ?? [])
    .join('\n')
  expect(encoding).toBe('utf-8')
  for (const secret of values) {
    for (let at = 0; at + 5 <= secret.length; at++)
      expect(shown).not.toContain(secret.slice(at, at + 5))
  }
  for (const secret of secrets) expect(shown).not.toContain(secret)
})

/** A secret of more lines than a frame has. */
const block = Array.from({ length: 9 }, () => random.base62(30)).join('\n')
const filler = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\r', '\n\n', 'é', '😀', '"', ...values, ...guessable),
  fc.integer({ min: 1, max: 70_000 }).map((length) => 'x y '.repeat(length >> 2)),
  fc.integer({ min: 1, max: 300 }).map((length) => 'word '.repeat(length)),
)

test.prop([
  fc.array(filler, { maxLength: 14 }),
  fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  fc.constantFrom('utf8', 'utf16le', 'utf16be'),
  fc.boolean(),
])('an excerpt gives the place that the whole text gives', (pieces, picks, encoding, packed) => {
  const encode = (piece: string): Buffer => {
    const bytes = Buffer.from(piece, encoding === 'utf8' ? 'utf8' : 'utf16le')
    return encoding === 'utf16be' ? bytes.swap16() : bytes
  }
  const known = [...values, ...guessable, block]
  const secrets = picks.map((pick) => known[pick % known.length]!)
  const parts: Buffer[] = encoding === 'utf8' ? [] : [encode('\ufeff')]
  const hits: Hit[] = []
  for (const [i, piece] of [...pieces, ...secrets].entries()) {
    parts.push(encode(piece))
    const secret = i % 3 === 0 || i >= pieces.length ? secrets[i % secrets.length] : undefined
    if (secret === undefined) continue
    const start = Buffer.concat(parts).length
    parts.push(encode(secret))
    const rule = guessable.includes(secret) ? 'password-rule' : 'secret-rule'
    const made = makeHit([[rule, secret]], start)
    const end = Buffer.concat(parts).length
    // Some reach over what follows, and over each other.
    const reach = [0, 40, 900, 0][i % 4]!
    const via = packed && i % 2 === 0 ? ['gzip'] : []
    hits.push({ ...made, via, parts: [{ ...made.parts[0], end: end + reach }] })
  }
  const bytes = Buffer.concat([...parts, Buffer.alloc(900, ' ')])
  const isGuessable = (rule: string): boolean => rules.get(rule)?.guessable ?? false
  const hidden = { hide: hits, values: hiddenValues(hits), isGuessable }
  const excerpts = takeExcerpts(bytes, hits, isGuessable)
  const places = hits.map((hit, index) => placeExcerpt(excerpts[index]!, hit, hidden))
  expect(places).toEqual(placeHits(bytes, hits, { isGuessable }))
})

const date = fc.date({
  min: new Date('2000-01-01'),
  max: new Date('2099-12-31'),
  noInvalidDate: true,
})
const entry = fc.record({
  fingerprint: fc
    .array(fc.stringMatching(/^[0-9a-f]{24}$/), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('-')),
  rule: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  reason: fc.string({ unit: wellFormed }),
  until: fc.option(date.map((day) => day.toISOString().slice(0, 10))),
})
const baseline: fc.Arbitrary<Baseline> = fc.record({
  salt: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
  entries: fc
    .uniqueArray(entry, { selector: ({ fingerprint }) => fingerprint, maxLength: 20 })
    .map((entries) => entries.map((one) => ({ ...one, line: 0 }))),
})

test.prop([baseline])('a baseline survives being written and read', (written) => {
  const file = formatBaseline(written)
  const read = parseBaseline(file, 'b')
  const strip = ({ salt, entries }: Baseline) => ({
    salt,
    entries: entries
      .map((one) => ({ ...one, line: 0 }))
      .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  })
  expect(strip(read)).toEqual(strip(written))
  expect(formatBaseline(read)).toBe(file)
})
