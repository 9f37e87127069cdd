import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { createJsKernel } from '../../src/kernel/js-kernel.ts'
import { anyReach, placeReach } from '../../src/kernel/kernel.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import { createWasmKernel } from '../../src/kernel/wasm-kernel.ts'
import { type DeltaOp, encodeDelta, naiveResult, naiveRuns } from '../kernel/naive.ts'

const wasm = createWasmKernel()
const kernels: Kernel[] = [createJsKernel()]
if (wasm !== null) kernels.push(wasm)

const token = fc.constantFrom(...Buffer.from('ABYZabyz0189+/=_-'))
const other = fc.constantFrom(...Buffer.from(' \n"@[`{:,.<>\0\x7f\x80\xa1\xdf\xff', 'latin1'))

/** Text in which runs of every length around the interesting ones turn up. */
const text: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc.array(token, { minLength: 1, maxLength: 30 }),
      fc.array(token, { minLength: 60, maxLength: 200 }),
      fc.array(other, { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => Uint8Array.from(parts.flat()))

const deltaCase = fc
  .record({
    base: text,
    ops: fc.array(
      fc.oneof(
        fc.record({ at: fc.nat(), length: fc.nat() }),
        fc.array(fc.oneof(token, other), { minLength: 1, maxLength: 127 }),
      ),
      { maxLength: 12 },
    ),
    follow: fc.boolean(),
  })
  .map(({ base, ops, follow }) => {
    let next = 0
    const list: DeltaOp[] = []
    for (const op of ops) {
      if (Array.isArray(op)) {
        list.push({ insert: Uint8Array.from(op) })
        continue
      }
      if (base.length === 0) continue
      const offset = follow && next < base.length ? next : op.at % base.length
      const length = 1 + (op.length % (base.length - offset))
      next = offset + length
      list.push({ copy: [offset, length] })
    }
    return { base, ops: list }
  })

interface Laid {
  /** Where the result goes. */
  readonly out: number
  /** Returns what `applyDelta` does. */
  readonly apply: (options: {
    readonly margin: number
    readonly placeCount?: number
    readonly movedCap?: number
    readonly deltaLength?: number
    readonly windowsCap?: number
  }) => number
}

function lay(kernel: Kernel, base: Uint8Array, delta: Uint8Array, outLength: number): Laid {
  const at = kernel.heapStart
  const deltaAt = at + base.length + 3
  const out = deltaAt + delta.length + 5
  kernel.reserve(out + outLength + 64)
  kernel.bytes.fill(0x41, at, out + outLength + 64)
  kernel.bytes.set(base, at)
  kernel.bytes.set(delta, deltaAt)
  return {
    out,
    apply: ({
      margin,
      placeCount = 0,
      movedCap = 0,
      deltaLength = delta.length,
      windowsCap = kernel.windowsCap,
    }) =>
      kernel.applyDelta(
        at,
        base.length,
        deltaAt,
        deltaLength,
        out,
        outLength,
        kernel.windowsPtr,
        windowsCap,
        margin,
        kernel.placesPtr,
        placeCount,
        kernel.movedPtr,
        movedCap,
      ),
  }
}

function pairs(kernel: Kernel, ptr: number, count: number): number[][] {
  return Array.from({ length: count }, (_, i) => [
    kernel.words[(ptr >>> 2) + 2 * i]!,
    kernel.words[(ptr >>> 2) + 2 * i + 1]!,
  ])
}

function chunks(list: readonly number[]): [number, number, number][] {
  return Array.from({ length: list.length / 3 }, (_, i) => [
    list[3 * i]!,
    list[3 * i + 1]!,
    list[3 * i + 2]!,
  ])
}

function around(text: Uint8Array, [from, to, far]: [number, number, number]): string {
  const start = from - (far >>> 16)
  const end = to + (far & 0xffff)
  const bytes = Array.from({ length: end - start }, (_, i) => text[start + i] ?? '-')
  return `${to - from} ${far} ${bytes.join(' ')}`
}

function triples(kernel: Kernel, ptr: number, count: number): [number, number, number][] {
  return chunks([...kernel.words.subarray(ptr >>> 2, (ptr >>> 2) + 3 * count)])
}

function put(kernel: Kernel, bytes: Uint8Array, lead: number): number {
  const ptr = kernel.heapStart + lead
  kernel.reserve(ptr + bytes.length)
  // Token bytes on both sides: a probe that looks outside the object finds longer runs.
  kernel.bytes.fill(0x41, kernel.heapStart, ptr)
  kernel.bytes.set(bytes, ptr)
  kernel.bytes.fill(0x41, ptr + bytes.length, ptr + bytes.length + 100)
  return ptr
}

test('both kernels are there', () => {
  expect(kernels.map(({ kind }) => kind)).toEqual(['js', 'wasm'])
})

describe.each(kernels.map((kernel) => [kernel.kind, kernel] as const))('%s kernel', (_, kernel) => {
  const { windowsPtr, windowsCap, placesPtr, movedPtr, runsPtr, runsCap } = kernel

  test.prop([text, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 64 }), fc.nat(20)], {
    numRuns: 1500,
  })('the probe lists the runs a naive search lists', (bytes, a, b, minLength, lead) => {
    const from = a % (bytes.length + 1)
    const to = from + (b % (bytes.length + 2))
    const ptr = put(kernel, bytes, lead)
    const count = kernel.probe(ptr, bytes.length, from, to, minLength, runsPtr, runsCap)
    expect(pairs(kernel, runsPtr, count)).toEqual(naiveRuns(bytes, from, to, minLength))
  })

  test.prop([text, fc.integer({ min: 1, max: 40 })])(
    'a full list of runs can be resumed',
    (bytes, minLength) => {
      const ptr = put(kernel, bytes, 0)
      const found: number[][] = []
      for (let from = 0; ;) {
        const count = kernel.probe(ptr, bytes.length, from, bytes.length, minLength, runsPtr, 1)
        if (count === 0) break
        found.push(...pairs(kernel, runsPtr, count))
        from = found.at(-1)![1]!
      }
      expect(found).toEqual(naiveRuns(bytes, 0, bytes.length, minLength))
    },
  )

  test.prop(
    [text, fc.uniqueArray(fc.nat(400), { maxLength: 12 }), fc.integer({ min: 1, max: 40 })],
    {
      numRuns: 500,
    },
  )('windows list each run that overlaps one of them once', (bytes, cuts, minLength) => {
    const ptr = put(kernel, bytes, 0)
    const sorted = cuts.toSorted((a, b) => a - b)
    const windows: number[][] = []
    for (let i = 0; i + 1 < sorted.length; i += 2) windows.push([sorted[i]!, sorted[i + 1]!])
    kernel.words.set(windows.flat(), windowsPtr >>> 2)
    const count = kernel.probeWindows(
      ptr,
      bytes.length,
      windowsPtr,
      windows.length,
      minLength,
      runsPtr,
      runsCap,
    )
    const expected = naiveRuns(bytes, 0, bytes.length, minLength).filter(([start, end]) =>
      windows.some(([from, to]) => start! < to! && end! > from!),
    )
    expect(pairs(kernel, runsPtr, count)).toEqual(expected)
  })

  test.prop([deltaCase, fc.integer({ min: 1, max: 40 })], { numRuns: 1000 })(
    'a delta gives the right bytes, and windows that see every new run',
    ({ base, ops }, margin) => {
      const result = naiveResult(base, ops)
      const delta = encodeDelta(base.length, result.length, ops)
      const at = lay(kernel, base, delta, result.length)
      const count = at.apply({ margin })
      expect(count).toBeGreaterThanOrEqual(0)
      expect(kernel.bytes.slice(at.out, at.out + result.length)).toEqual(result)
      // Nothing behind the result was written.
      expect(kernel.bytes[at.out + result.length]).toBe(0x41)
      const windows = pairs(kernel, windowsPtr, count)
      const sorted = windows.toSorted((a, b) => a[0]! - b[0]!)
      expect(windows).toEqual(sorted)
      for (const [from, to] of windows) {
        expect(from).toBeLessThan(to!)
        expect(to).toBeLessThanOrEqual(result.length)
      }
      // Every run of the result is one of the base, as a whole and in its place, or overlaps a window.
      const inBase = new Set<string>()
      for (const [start, end] of naiveRuns(base, 0, base.length, 1))
        inBase.add(latin1(base, start!, end!))
      for (const [start, end] of naiveRuns(result, 0, result.length, 1)) {
        const seen = windows.some(([from, to]) => start! < to! && end! > from!)
        if (!seen) expect(inBase).toContain(latin1(result, start!, end!))
      }
    },
  )

  const reach = fc.oneof(
    fc.tuple(fc.nat(40), fc.nat(40)).map(([before, behind]) => placeReach(before, behind)),
    fc.constant(anyReach),
  )
  const places = fc
    .tuple(fc.uniqueArray(fc.nat(300), { maxLength: 8 }), fc.array(reach, { minLength: 4 }))
    .map(([cuts, reaches]) => {
      const sorted = cuts.toSorted((a, b) => a - b)
      const pairs = sorted.slice(0, sorted.length & ~1)
      return pairs.flatMap((cut, i) => (i % 2 === 0 ? [cut] : [cut, reaches[i >> 1]!]))
    })

  test.prop([deltaCase, places, fc.nat(4)], { numRuns: 1000 })(
    'places of the base lie in windows or are told as moved, wherever they are copied to',
    ({ base, ops }, list, movedCap) => {
      const result = naiveResult(base, ops)
      const delta = encodeDelta(base.length, result.length, ops)
      const at = lay(kernel, base, delta, result.length)
      kernel.words.set(list, placesPtr >>> 2)
      kernel.words[movedPtr >>> 2] = 99
      const count = at.apply({ margin: 3, placeCount: list.length / 3, movedCap })
      const seen = new Uint8Array(result.length)
      let last = -1
      for (const [from, to] of pairs(kernel, windowsPtr, count)) {
        expect(from).toBeGreaterThan(last)
        expect(to).toBeGreaterThan(from!)
        last = to!
        seen.fill(1, from, to)
      }
      const movedCount = movedCap === 0 ? 0 : kernel.words[movedPtr >>> 2]!
      expect(movedCount).toBeLessThanOrEqual(movedCap)
      const moved = triples(kernel, movedPtr + 4, movedCount)
      for (const [from, to] of moved) seen.fill(1, from, to)
      let pos = 0
      for (const op of ops) {
        if ('insert' in op) {
          pos += op.insert.length
          continue
        }
        const [offset, length] = op.copy
        for (const [from, to] of chunks(list)) {
          for (let byte = Math.max(from, offset); byte < Math.min(to, offset + length); byte++) {
            expect(seen[pos + byte - offset]).toBe(1)
          }
        }
        pos += length
      }
      // All that a moved place depends on, the ends of the text too, is as it was in the base.
      const held = chunks(list.filter((_, i) => list[i - (i % 3) + 2] !== anyReach)).map((place) =>
        around(base, place),
      )
      for (const place of moved) expect(held).toContain(around(result, place))
    },
  )

  test.prop([deltaCase, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(50)], {
    numRuns: 1000,
  })('a broken delta is an error or a result, and stays in bounds', ({ base, ops }, edits, cut) => {
    const result = naiveResult(base, ops)
    const delta = encodeDelta(base.length, result.length, ops)
    for (const [where, value] of edits) delta[where % delta.length] = value
    const length = Math.max(0, delta.length - (cut % 5))
    const outcomes = kernels.map((each) => {
      const at = lay(each, base, delta, result.length)
      const count = at.apply({ margin: 20, deltaLength: length })
      const end = at.out + result.length
      expect([...each.bytes.subarray(end, end + 40)]).toEqual(
        Array.from({ length: 40 }, () => 0x41),
      )
      return count < 0
        ? count
        : [pairs(each, each.windowsPtr, count), [...each.bytes.subarray(at.out, end)]]
    })
    expect(outcomes[1]).toEqual(outcomes[0])
  })

  test.prop([deltaCase, fc.integer({ min: 1, max: 4 })], { numRuns: 300 })(
    'a full list of windows covers what the long list covers',
    ({ base, ops }, cap) => {
      const result = naiveResult(base, ops)
      const delta = encodeDelta(base.length, result.length, ops)
      const at = lay(kernel, base, delta, result.length)
      const run = (room: number): number[][] => {
        const count = at.apply({ margin: 5, windowsCap: room })
        return pairs(kernel, windowsPtr, count)
      }
      const all = run(windowsCap)
      const few = run(cap)
      expect(few.length).toBeLessThanOrEqual(cap)
      for (const [from, to] of all) {
        expect(few.some(([start, end]) => start! <= from! && end! >= to!)).toBe(true)
      }
    },
  )
})

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}
