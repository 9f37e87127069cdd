import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { collect } from '../../src/detect/collect.ts'
import { compileTables } from '../../src/detect/compile.ts'
import { createScratch, resetScratch } from '../../src/detect/scratch.ts'
import type { Scratch } from '../../src/detect/scratch.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'
import { readPacks } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const rules = readPacks()
const engine = compileTables(rules)
const kernel = createKernel()
const inKernel = createScratch(engine, kernel)
/** Texts here are shorter than those for which a kernel is made. */
const plain = createScratch(compileTables(rules), null)
const examples = rules.flatMap((rule) => [...rule.examples, ...rule.counterExamples])

const seed = fc.integer({ min: 0, max: 1e6 }).map(String)
const piece: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...examples), seed)
      .map(([example, s]) => expandPlaceholders(example, s)),
  },
  fc
    .tuple(seed, fc.integer({ min: 15, max: 90 }), fc.constantFrom('base62', 'hex', 'base64'))
    .map(([s, length, alphabet]) => seeded(s)[alphabet as 'base62'](length)),
  fc
    .tuple(fc.constantFrom('secret', 'API_KEY', 'token', 'wallet', 'Client'), seed)
    .map(([name, s]) => `${name}=${seeded(s).base62(32)}`),
  fc
    .tuple(
      fc.constantFrom('sha1', 'SHA256', 'sha384', 'sha512', 'Md5', 'sha25', 'ha256', 'sha\x1512'),
      fc.constantFrom('=', ':', '-', ':"', "='", '(', '=('),
      fc.constantFrom('', '_', '-'),
      seed,
    )
    .map(([name, mark, dash, s]) => `${name}${mark}${seeded(s).base62(42)}${dash}`),
  fc
    .array(fc.nat(255), { minLength: 60, maxLength: 70 })
    .map((values) => `[${values.map((value) => String(value).padStart(3)).join(', ')}]`),
  fc.string({ maxLength: 40 }).map((s) => Buffer.from(s.repeat(3)).toString('base64')),
  fc
    .tuple(fc.string({ maxLength: 30 }), fc.constantFrom('', '\uFEFF'))
    .map(([s, mark]) => Buffer.from(mark + s.repeat(3), 'utf16le').toString('base64')),
  fc.constantFrom(
    '=',
    '==',
    '+',
    '/',
    '-',
    '_',
    '\n',
    ' ',
    '"',
    "' + '",
    '\\\n',
    '%2F',
    '%41',
    '.',
  ),
  fc.constantFrom(
    String.raw`\u003d`,
    String.raw`\n`,
    String.raw`\/`,
    '://',
    'PRIVATE KEY',
    'nemonic',
  ),
  fc
    .tuple(
      fc.constantFrom('http', 'https', 'HTTPS', 'ftp', 'wss', 'redis', 'amqps', 'tps', 'p', ''),
      fc.string({ unit: fc.constantFrom(...'aZ09%+-._a1b2'.split('')), maxLength: 18 }),
      fc.constantFrom('', ':', ':80', ':8080/', ':12ab', '@', '/', '$', '{', '\n'),
      fc.constantFrom('', 'x9', '@host'),
    )
    .map(([scheme, user, mark, rest]) => `${scheme}://${user}${mark}${rest}`),
  fc.string({ maxLength: 12 }),
)
const text = fc
  .array(piece, { maxLength: 10 })
  .map((parts) => new TextEncoder().encode(parts.join('')).subarray(0, 4000))

function look(scratch: Scratch, bytes: Uint8Array, windows: Uint32Array | null): Scratch {
  resetScratch(scratch)
  collect(engine, bytes, windows, windows === null ? 0 : windows.length / 2, scratch)
  return scratch
}

function inMemory(bytes: Uint8Array): Uint8Array {
  const { heapStart } = kernel
  kernel.reserve(heapStart + bytes.length + 8)
  // What stands around the text must not matter.
  kernel.bytes.fill(0x41, heapStart, heapStart + bytes.length + 8)
  kernel.bytes.set(bytes, heapStart + 4)
  return kernel.bytes.subarray(heapStart + 4, heapStart + 4 + bytes.length)
}

describe('the kernel tells', () => {
  test.prop([text], { numRuns: 1500 })('of a whole text what plain code finds', (bytes) => {
    const told = look(inKernel, inMemory(bytes), null)
    const found = look(plain, bytes, null)
    expect(told.tokens).toEqual(found.tokens)
    expect(told.encoded).toEqual(found.encoded)
    expect(told.rewrites).toEqual(found.rewrites)
    expect(told.structures).toEqual(found.structures)
    expect(told.hadCandidates).toBe(found.hadCandidates)
  })

  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 })
  test.prop([text, cuts], { numRuns: 1500 })('of windows what plain code finds', (bytes, at) => {
    const places = [...new Set(at.map((share) => Math.floor(share * bytes.length)))]
    const sorted = places.toSorted((a, b) => a - b)
    const windows = Uint32Array.from(sorted.slice(0, sorted.length & ~1))
    const told = look(inKernel, inMemory(bytes), windows)
    const found = look(plain, bytes, windows)
    expect(told.tokens).toEqual(found.tokens)
    expect(told.encoded).toEqual(found.encoded)
    expect(told.rewrites).toEqual(found.rewrites)
  })
})

test('the rules do tell', () => {
  const bytes = new TextEncoder().encode(`api_key = "${seeded('tell').base62(64)}"`)
  expect(look(inKernel, inMemory(bytes), null).tokens.length).toBeGreaterThan(0)
  expect(inKernel.what).not.toBeNull()
})

test('scans with other rules may take turns at one kernel', () => {
  const few = rules.filter(({ id }) => id.startsWith('binance'))
  const others = rules.filter(({ id }) => id.startsWith('okx'))
  const text = new TextEncoder().encode(`binance_api_key = "${seeded('turns').base62(64)}"`)
  const shared = createKernel()
  const [mine, theirs] = [few, others].map((some) => {
    const own = compileTables(some)
    return { own, scratch: createScratch(own, shared) }
  }) as [{ own: typeof engine; scratch: Scratch }, { own: typeof engine; scratch: Scratch }]
  shared.reserve(shared.heapStart + text.length)
  for (const { own, scratch } of [mine, theirs, mine]) {
    shared.bytes.set(text, shared.heapStart)
    resetScratch(scratch)
    collect(
      own,
      shared.bytes.subarray(shared.heapStart, shared.heapStart + text.length),
      null,
      0,
      scratch,
    )
  }
  expect(mine.scratch.tokens.length).toBeGreaterThan(0)
  expect(theirs.scratch.tokens).toEqual([])
})
