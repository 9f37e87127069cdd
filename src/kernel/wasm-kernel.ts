import { maxKernelBytes } from './js-kernel.ts'
import type { Kernel, KernelLines, KernelLiteral } from './kernel.ts'
import { kernelLayout, readSlack } from './layout.ts'
import { type LiteralWords, literalWords, sightTables } from './literals.ts'
import type { KernelNear } from './near.ts'
import { type KernelTables, tableImage } from './tables.ts'
import type { KernelTrees } from './trees.ts'
import { wasmBase64 } from './wasm.generated.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

const pageBytes = 65_536

/** What assembly/index.ts exports. */
interface KernelExports extends KernelLines, KernelNear, KernelTrees {
  readonly memory: WasmMemory
  readonly dataEnd: () => number
  readonly literals: () => number
  readonly sightsAt: () => number
  readonly buckets: () => number
  readonly nibbles: () => number
  readonly applyDelta: Kernel['applyDelta']
  readonly probe: Kernel['probe']
  readonly probeWindows: Kernel['probeWindows']
  readonly setTables: (ptr: number) => void
  readonly collect: NonNullable<Kernel['collect']>
  readonly holdsNought: (ptr: number, len: number) => number
  readonly nextWide: Kernel['nextWide']
  readonly filterAt: () => number
  readonly findFiltered: Kernel['findFiltered']
}

/** Null when the platform has no WebAssembly with SIMD and bulk memory. */
export function createWasmKernel(): Kernel | null {
  if (webAssembly === undefined) return null
  const code = Uint8Array.from(atob(wasmBase64), (char) => char.charCodeAt(0))
  let wasm: KernelExports
  try {
    const module = new webAssembly.Module(code)
    wasm = new webAssembly.Instance(module, {}).exports as KernelExports
  } catch (error) {
    if (error instanceof webAssembly.CompileError) return null
    throw error
  }
  const { memory } = wasm
  const layout = kernelLayout(wasm.dataEnd())
  const reserve = (byteLength: number): boolean => {
    const missing = byteLength + readSlack - kernel.bytes.length
    if (missing <= 0) return true
    if (byteLength + readSlack > maxKernelBytes) return false
    try {
      memory.grow(Math.ceil(missing / pageBytes))
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
    kernel.bytes = new Uint8Array(memory.buffer)
    kernel.words = new Uint32Array(memory.buffer)
    return true
  }
  // Views are properties, not accessors: the walk of a pack reads them several times an object.
  const kernel: { -readonly [Key in keyof Kernel]: Kernel[Key] } = {
    kind: 'wasm',
    bytes: new Uint8Array(memory.buffer),
    words: new Uint32Array(memory.buffer),
    ...layout,
    reserve,
    applyDelta: wasm.applyDelta,
    probe: wasm.probe,
    probeWindows: wasm.probeWindows,
    setLiterals(list: readonly KernelLiteral[]): void {
      const literals = literalWords(list)
      kernel.bytes.set(sightTables(list), wasm.sightsAt())
      const { tables, bucketOf } = bucketLiterals(literals, list)
      kernel.bytes.set(tables, wasm.nibbles())
      const order = literals
        .map((_, index) => index)
        .toSorted((a, b) => bucketOf[a]! - bucketOf[b]!)
      for (const [place, index] of order.entries()) {
        const { value, fold, significant } = literals[index]!
        kernel.words.set(
          [value, fold, significant, 1 << index],
          (wasm.literals() >>> 2) + 4 * place,
        )
      }
      for (let bucket = 0; bucket <= buckets; bucket++) {
        kernel.words[(wasm.buckets() >>> 2) + bucket] = bucketOf.filter(
          (each) => each < bucket,
        ).length
      }
    },
    setTables(tables: KernelTables): boolean {
      const image = tableImage(tables, layout.tablesPtr)
      if (image === null || image.length > layout.tablesCap) return false
      kernel.bytes.set(image, layout.tablesPtr)
      wasm.setTables(layout.tablesPtr)
      return true
    },
    collect: wasm.collect,
    nextWide: wasm.nextWide,
    lines: wasm,
    near: wasm,
    trees: wasm,
    setFilter: (table) => kernel.bytes.set(table, wasm.filterAt()),
    findFiltered: wasm.findFiltered,
    holdsNought: (ptr, len) => wasm.holdsNought(ptr, len) !== 0,
  }
  if (!reserve(layout.heapStart)) throw new RangeError('no memory for the kernel')
  return kernel
}

/**
 * Low and high nibble tables of a literal's bytes 0, 1 and 2, one bit per bucket of literals: a position passes when
 * all three bytes share a bucket. The "Teddy" filter of Hyperscan; what passes is compared in full.
 */
function bucketLiterals(
  literals: readonly LiteralWords[],
  list: readonly KernelLiteral[],
): {
  tables: Uint8Array
  bucketOf: number[]
} {
  const tables = new Uint8Array(tableBytes)
  const chosen = list.flatMap(({ bucket }) => bucket ?? [])
  if (chosen.length === literals.length) {
    for (const [index, literal] of literals.entries()) addToBucket(tables, chosen[index]!, literal)
    return { tables, bucketOf: chosen }
  }
  const bucketOf = literals.map(() => 0)
  const alone = literals.map((literal) =>
    passRate(addToBucket(new Uint8Array(tableBytes), 0, literal), 0),
  )
  // Those that let most through choose first.
  const order = literals.map((_, index) => index).toSorted((a, b) => alone[b]! - alone[a]!)
  for (const index of order) {
    const literal = literals[index]!
    let best = 0
    let least = Infinity
    // Literals that look alike share a bucket: each that does not widens what the bucket lets through.
    for (let bucket = 0; bucket < buckets; bucket++) {
      const before = passRate(tables, bucket)
      const after = passRate(addToBucket(tables.slice(), bucket, literal), bucket)
      if (after - before < least) {
        least = after - before
        best = bucket
      }
    }
    addToBucket(tables, best, literal)
    bucketOf[index] = best
  }
  return { tables, bucketOf }
}

const tableBytes = 96
const buckets = 8

function addToBucket(
  tables: Uint8Array,
  bucket: number,
  { value, fold, length }: LiteralWords,
): Uint8Array {
  const bit = 1 << bucket
  for (let at = 0; at < 3; at++) {
    const folds = ((fold >>> (8 * at)) & 0x20) !== 0
    for (let byte = 0; byte < 256; byte++) {
      if (at < length && (folds ? byte | 0x20 : byte) !== ((value >>> (8 * at)) & 0xff)) continue
      tables[32 * at + (byte & 15)]! |= bit
      tables[32 * at + 16 + (byte >>> 4)]! |= bit
    }
  }
  return tables
}

/** Share of the places in text that a bucket lets through, as if bytes came one by one. */
function passRate(tables: Uint8Array, bucket: number): number {
  const bit = 1 << bucket
  let rate = 1
  for (let at = 0; at < 3; at++) {
    let share = 0
    for (let byte = 0; byte < 128; byte++) {
      if (tables[32 * at + (byte & 15)]! & tables[32 * at + 16 + (byte >>> 4)]! & bit) {
        share += textShares[byte]!
      }
    }
    rate *= share
  }
  return rate
}

/** Of a thousand bytes of source code and data, how many are one of these; whatever is not named: one in two. */
const shares: readonly (readonly [string, number])[] = [
  [' ', 200],
  ['e', 73],
  ['tarsio', 42],
  ['_nl\n', 29],
  ['cdpfum0', 20],
  ['".g(),=:hyb12', 10],
  ['TkEvwxSNAO3456789-/[]', 4],
  ['CDIRLPqMUF', 2],
]
const textShares = Float64Array.from({ length: 128 }, (_, byte) => {
  const char = String.fromCharCode(byte)
  return (shares.find(([chars]) => chars.includes(char))?.[1] ?? 0.5) / 1000
})
