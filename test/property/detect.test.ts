import { fc, test } from '@fast-check/vitest'
import { afterAll, describe, expect } from 'vitest'
import { measureToken, createTokenStats } from '../../src/bytes/token-stats.ts'
import { looksRandom, makeRandomnessTest } from '../../src/bytes/randomness.ts'
import { phraseOf } from '../../src/bytes/bip39.ts'
import { compileRules, createScratch } from '../../src/detect/index.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { applyDelta } from '../../src/kernel/js-delta.ts'
import { type DeltaOp, encodeDelta, naiveResult } from '../kernel/naive.ts'
import { limits } from '../../src/model/limits.ts'
import { createDetector, readPacks } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'

const rules = readPacks()
const detector = createDetector(rules)
const kernel = createKernel()
const inKernel = { engine: compileRules(rules), scratch: createScratch(detector.engine, kernel) }

const seed = fc.integer({ min: 0, max: 1e6 }).map(String)
/** Pieces of text around which detection turns: tokens, names, separators, escapes, armor, near misses. */
const piece: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: seed.map((s) => seeded(s).base62(64)) },
  seed.map((s) => seeded(s).base62(63)),
  seed.map((s) => seeded(s).base62(32)),
  seed.map((s) => seeded(s).hex(64)),
  seed.map((s) => seeded(s).base64(44)),
  seed.map((s) => expandPlaceholders('{{pem:pkcs8-ed25519}}', s)),
  seed.map((s) => expandPlaceholders('{{pem-line:ec}}', s)),
  seed.map((s) => expandPlaceholders('{{pgp-armor}}', s)),
  seed.map((s) => expandPlaceholders('AGE-SECRET-KEY-1{{bech32-upper:58}}', s)),
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'BINANCE_API_KEY',
      'api_secret',
      'secret',
      'password',
      'token',
      'import binance',
      'sha256',
      'listenKey',
    ),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '=',
      ' = "',
      '": "',
      '"',
      '\n',
      ' ',
      '+',
      '/',
      '-',
      '_',
      '==',
      '\\n',
      '%3D',
      '%2F',
      '" + "',
      "' '",
      '" +\n   "',
      '\\\n  ',
      String.raw`\/`,
      String.raw`\u003d`,
      String.raw`\x41`.repeat(6),
      '%6b%65%79%3d',
      '%4B%45%59',
      '0x4b, 0x45, 0x59, ',
      '0000000: 4142 4344 4546\n',
      '6b65793d6162636465666768',
      'kind: Secret\ndata:\n',
      'seed é ',
      '(',
      ',',
    ),
  },
  fc.string({ maxLength: 30 }),
)
const text = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''))

const options = (length: number): string => ' -x'.repeat(length / 3)
const letters = (length: number): string => 'xy'.repeat(length / 2)
const blanks = (length: number): string => ' '.repeat(length)
const host = fc.constant('@db.shop.io/orders')

function bytesOf(source: string): Uint8Array {
  return new TextEncoder().encode(source)
}

describe('a token of the right shape', () => {
  const shape = /(?<![A-Za-z0-9+/=_-])([A-Za-z0-9_]*=)?([A-Za-z0-9]{64})(?![A-Za-z0-9+/=_-])/g
  const stats = createTokenStats()
  const randomness = makeRandomnessTest([10, 26, 26], 4.5)

  test.prop([text])('is never lost: as a regular expression finds it', (source) => {
    const bytes = bytesOf(source)
    const latin1 = Buffer.from(bytes).toString('latin1')
    const wanted: number[] = []
    for (const match of latin1.matchAll(shape)) {
      const token = match[2]!
      const start = match.index + match[0].length - 64
      measureToken(bytes, start, start + 64, stats)
      const isMixed =
        /[g-zG-Z]/.test(token) && /[a-z]/.test(token) && /[A-Z]/.test(token) && /\d/.test(token)
      // An escape glued to the token makes it another token.
      const isEscaped = /[\\%]/.test(latin1[match.index - 1] ?? '')
      if (isMixed && !isEscaped && looksRandom(randomness, stats)) wanted.push(start)
    }
    detector.scan(bytes)
    const key = detector.engine.ruleIndex.get('binance-api-key')
    const found = detector.scratch.tokens
      .filter(({ token }) => detector.engine.tokens[token]!.rule === key)
      .map(({ start }) => start)
    expect(found).toEqual(expect.arrayContaining(wanted))
  })
})

describe('what a delta changed', () => {
  /** A text, and the place where it differs from its base: there the base has something else. */
  const named = fc
    .tuple(
      fc.constantFrom('secret', 'a_token', 'password', 'BINANCE_KEY', 'x'),
      fc.constantFrom('=', ' = "', '": "', ':      ', '  =>  "', '          = '),
      seed.map((s) => seeded(s).base62(40)),
    )
    .map((parts) => parts.join(''))
  const change = fc.record({
    next: fc.oneof(
      named,
      fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
    ),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    added: fc.oneof(fc.nat(4), fc.nat(70)),
    removed: fc.oneof(fc.constantFrom('', 'x', '=', '\n', '/', '- '), piece),
  })
  let telling = 0

  test.prop([change], { numRuns: 3000 })(
    'is enough to look at when the base had no candidates',
    ({ next: source, at, added, removed }) => {
      const next = bytesOf(source)
      const from = Math.floor(at * next.length)
      const to = Math.min(next.length, from + added)
      const base = Buffer.concat([next.subarray(0, from), bytesOf(removed), next.subarray(to)])
      if (detector.scan(base).hadCandidates) return
      const whole = detector.scan(next)
      if (whole.hadCandidates) telling++
      const windows = Uint32Array.from([
        Math.max(0, from - limits.runLength),
        Math.min(next.length, to + limits.runLength),
      ])
      const target = { bytes: next, windows, windowCount: 1, kind: 'blob' } as const
      expect(detector.engine.scan(target, detector.scratch)).toEqual(whole)
    },
  )

  /** Parts of the base in any order, with other text between them. */
  const ops = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }) }) },
      piece.map((source) => ({ source })),
    ),
    { minLength: 1, maxLength: 4 },
  )
  const windowList = new Uint32Array(64)
  const movedList = new Uint32Array(1 + 3 * 64)
  let kept = 0

  test.prop([text, ops, fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 3000 })(
    'is enough to look at beside the places of candidates of the base',
    (source, parts, share) => {
      const base = bytesOf(source)
      const { hadCandidates, places } = detector.scan(base)
      if (!hadCandidates || places === null) return
      const list: DeltaOp[] = []
      const copy = (from: number, to: number): void => {
        if (to > from) list.push({ copy: [from, to - from] })
      }
      copy(0, Math.floor(share * base.length))
      for (const part of parts) {
        if ('at' in part) copy(Math.floor(part.at * base.length), base.length)
        else if (part.source !== '') list.push({ insert: bytesOf(part.source).subarray(0, 127) })
      }
      const next = naiveResult(base, list)
      const delta = encodeDelta(base.length, next.length, list)
      const margin = limits.runLength
      const out = new Uint8Array(next.length)
      const count = applyDelta(base, delta, out, windowList, margin, places, movedList)
      const windows = windowList.slice(0, count * 2)
      const moved = movedList.slice(1, 1 + 3 * movedList[0]!)
      const target = { bytes: next, windows, windowCount: count, moved, kind: 'blob' } as const
      const whole = detector.scan(next)
      expect(detector.engine.scan(target, detector.scratch)).toEqual(whole)
      if (whole.hadCandidates) kept++
    },
  )

  /** Something at a literal whose other parts may stand far from it, with more text around it. */
  const filler = fc.nat(2300).map((length) => '- é (x)\n'.repeat(length / 8))
  const phrase = seed.map((s) => phraseOf(seeded(s).bytes(16), 'japanese'))
  const strong = seed.map((s) => seeded(s).base62(14))
  const far = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom('seed ', 'mnemonic '), filler, phrase) },
    fc.tuple(fc.constant('curl -v'), fc.nat(300).map(options), fc.constant(' -u ops:'), strong),
    fc.tuple(fc.constant('https://'), fc.nat(90).map(letters), fc.constant(':'), strong, host),
    fc.tuple(fc.constant('password'), fc.nat(18).map(blanks), fc.constant('= "'), strong),
  )
  const quoted = fc.tuple(far, fc.constantFrom('"\n', '\n')).map((parts) => parts.flat().join(''))
  let left = 0
  let made = 0

  /** Mostly from what stands far behind its literal. */
  const cut = fc.oneof({ weight: 4, arbitrary: fc.nat(250) }, fc.nat(5000))
  test.prop([filler, quoted, filler, cut, fc.nat(60)], { numRuns: 2000 })(
    'is enough to look at where places of the base were only moved',
    (above, middle, below, before, removed) => {
      const next = bytesOf(above + middle + below)
      const from = Math.max(0, bytesOf(above + middle).length - before)
      const to = Math.min(next.length, from + removed)
      const base = Buffer.concat([next.subarray(0, from), next.subarray(to)])
      const { places, hits } = detector.scan(base)
      if (places === null) return
      const list: DeltaOp[] = []
      if (from > 0) list.push({ copy: [0, from] })
      if (to > from) list.push({ insert: next.subarray(from, to) })
      if (from < base.length) list.push({ copy: [from, base.length - from] })
      const delta = encodeDelta(base.length, next.length, list)
      const out = new Uint8Array(next.length)
      const margin = limits.runLength
      const count = applyDelta(base, delta, out, windowList, margin, places, movedList)
      const windows = windowList.slice(0, count * 2)
      const moved = movedList.slice(1, 1 + 3 * movedList[0]!)
      const target = { bytes: next, windows, windowCount: count, moved, kind: 'blob' } as const
      const whole = detector.scan(next)
      expect(detector.engine.scan(target, detector.scratch)).toEqual(whole)
      if (moved.length > 0) left++
      if (whole.hits.length > hits.length) made++
    },
  )

  afterAll(() => {
    expect(telling).toBeGreaterThan(100)
    expect(kept).toBeGreaterThan(100)
    expect(left).toBeGreaterThan(100)
    expect(made).toBeGreaterThan(100)
  })
})

describe('the kernel', () => {
  test.prop([text])('finds what plain code finds', (source) => {
    const bytes = bytesOf(source)
    kernel.reserve(kernel.heapStart + bytes.length)
    kernel.bytes.set(bytes, kernel.heapStart)
    const view = kernel.bytes.subarray(kernel.heapStart, kernel.heapStart + bytes.length)
    const target = { bytes: view, windows: null, windowCount: 0, kind: 'blob' } as const
    expect(inKernel.engine.scan(target, inKernel.scratch)).toEqual(detector.scan(bytes))
  })
})
