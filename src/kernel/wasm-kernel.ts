import { maxKernelBytes } from './js-kernel.ts'
import type { Kernel, KernelLiteral } from './kernel.ts'
import { kernelLayout, readSlack } from './layout.ts'
import { type LiteralWords, literalWords } from './literals.ts'
import { wasmBase64 } from './wasm.generated.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

const pageBytes = 65_536

/** What assembly/index.ts exports. */
interface KernelExports {
  readonly memory: WasmMemory
  readonly dataEnd: () => number
  readonly literals: () => number
  readonly nibbles: () => number
  readonly setLiteralCount: (count: number) => void
  readonly applyDelta: Kernel['applyDelta']
  readonly probe: Kernel['probe']
  readonly probeWindows: Kernel['probeWindows']
  readonly findLiterals: Kernel['findLiterals']
  readonly probeWords: Kernel['probeWords']
  readonly probeWordsWindows: Kernel['probeWordsWindows']
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
  let bytes = new Uint8Array(memory.buffer)
  let words = new Uint32Array(memory.buffer)
  const reserve = (byteLength: number): boolean => {
    const missing = byteLength + readSlack - bytes.length
    if (missing <= 0) return true
    if (byteLength + readSlack > maxKernelBytes) return false
    try {
      memory.grow(Math.ceil(missing / pageBytes))
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
    bytes = new Uint8Array(memory.buffer)
    words = new Uint32Array(memory.buffer)
    return true
  }
  if (!reserve(layout.heapStart)) throw new RangeError('no memory for the kernel')
  return {
    kind: 'wasm',
    get bytes(): Uint8Array {
      return bytes
    },
    get words(): Uint32Array {
      return words
    },
    ...layout,
    reserve,
    applyDelta: wasm.applyDelta,
    probe: wasm.probe,
    probeWindows: wasm.probeWindows,
    probeWords: wasm.probeWords,
    probeWordsWindows: wasm.probeWordsWindows,
    setLiterals(list: readonly KernelLiteral[]): void {
      const literals = literalWords(list)
      const table = wasm.literals() >>> 2
      for (const [i, { value, fold, significant }] of literals.entries()) {
        words.set([value, fold, significant], table + 3 * i)
      }
      bytes.set(nibbleTables(literals), wasm.nibbles())
      wasm.setLiteralCount(literals.length)
    },
    findLiterals: wasm.findLiterals,
  }
}

/**
 * Low and high nibble tables of a literal's bytes 0, 1 and 2, one bit per bucket of literals: a position passes when
 * all three bytes share a bucket. The "Teddy" filter of Hyperscan; what passes is compared in full.
 */
function nibbleTables(literals: readonly LiteralWords[]): Uint8Array {
  const tables = new Uint8Array(96)
  for (const [i, { value, fold, length }] of literals.entries()) {
    const bucket = 1 << (i % 8)
    for (let at = 0; at < 3; at++) {
      const low = tables.subarray(32 * at, 32 * at + 16)
      const high = tables.subarray(32 * at + 16, 32 * at + 32)
      const folds = ((fold >>> (8 * at)) & 0x20) !== 0
      for (let byte = 0; byte < 256; byte++) {
        if (at < length && (folds ? byte | 0x20 : byte) !== ((value >>> (8 * at)) & 0xff)) continue
        low[byte & 15]! |= bucket
        high[byte >>> 4]! |= bucket
      }
    }
  }
  return tables
}
