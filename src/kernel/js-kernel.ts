import { applyDelta } from './js-delta.ts'
import { probe, probeWindows } from './js-probe.ts'
import type { Kernel } from './kernel.ts'
import { kernelLayout, placeWords, readSlack } from './layout.ts'
import { literalWords } from './literals.ts'

/** No memory above 2 GiB: pointers are signed in the WebAssembly twin. */
export const maxKernelBytes: number = 2 ** 31 - 65_536

/** The kernel in plain JavaScript: the fallback, and the oracle of the WebAssembly one. */
export function createJsKernel(): Kernel {
  const layout = kernelLayout(1024)
  let bytes = new Uint8Array(layout.heapStart + readSlack)
  let words = wordsOf(bytes)
  return {
    kind: 'js',
    get bytes(): Uint8Array {
      return bytes
    },
    get words(): Uint32Array {
      return words
    },
    ...layout,
    reserve(byteLength: number): boolean {
      if (byteLength + readSlack <= bytes.length) return true
      if (byteLength + readSlack > maxKernelBytes) return false
      const grown = new Uint8Array(Math.ceil((byteLength + readSlack) / 65_536) * 65_536)
      grown.set(bytes)
      bytes = grown
      words = wordsOf(grown)
      return true
    },
    applyDelta: (
      ...[basePtr, baseLen, deltaPtr, deltaLen, outPtr, outLen, windowsPtr, cap, margin, ...places]
    ) =>
      applyDelta(
        bytes.subarray(basePtr, basePtr + baseLen),
        bytes.subarray(deltaPtr, deltaPtr + deltaLen),
        bytes.subarray(outPtr, outPtr + outLen),
        words.subarray(windowsPtr >>> 2, (windowsPtr >>> 2) + 2 * cap),
        margin,
        words.subarray(places[0] >>> 2, (places[0] >>> 2) + placeWords * places[1]),
        words.subarray(places[2] >>> 2, (places[2] >>> 2) + 1 + placeWords * places[3]),
      ),
    probe: (ptr, len, from, to, minLength, runsPtr, cap) =>
      probe(
        bytes.subarray(ptr, ptr + len),
        from,
        to,
        minLength,
        words.subarray(runsPtr >>> 2),
        cap,
      ),
    probeWindows: (ptr, len, windowsPtr, windowCount, minLength, runsPtr, cap) =>
      probeWindows(
        bytes.subarray(ptr, ptr + len),
        words.subarray(windowsPtr >>> 2, (windowsPtr >>> 2) + 2 * windowCount),
        minLength,
        words.subarray(runsPtr >>> 2),
        cap,
      ),
    setLiterals: (list) => void literalWords(list),
    setTables: () => false,
    collect: null,
    setFilter: () => {},
    findFiltered: () => 0,
    lines: null,
    near: null,
    trees: null,
    nextWide: (_ptr, len, at) => (at + 1 < len ? at : -1),
    holdsNought: (ptr, len) => bytes.subarray(ptr, ptr + len).includes(0),
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, 0, bytes.length >>> 2)
}
