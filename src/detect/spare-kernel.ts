import { createKernel } from '../kernel/create-kernel.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { EngineTables } from './compile.ts'

export interface KernelText {
  readonly kernel: Kernel
  /** The text, in the kernel's memory until the next call. */
  readonly bytes: Uint8Array
}

/** Shorter texts are searched where they lie; longer ones would make the memory grow for good. */
const shortestText = 4096
const longestText = 32 * 1024 * 1024

/** One for each engine: an engine belongs to one worker. */
const kernels = new WeakMap<EngineTables, Kernel>()

/**
 * Copies a text into the memory of a kernel kept for it: searching for literals there is five times as fast as in
 * plain code, and copying costs next to nothing. Null where that is not worth it.
 */
export function copyToKernel(engine: EngineTables, text: Uint8Array): KernelText | null {
  if (text.length < shortestText || text.length > longestText) return null
  if (engine.fingerprints === null) return null
  const kernel = kernels.get(engine) ?? makeKernel(engine, engine.fingerprints.kernelLiterals)
  if (kernel.kind === 'js' || !kernel.reserve(kernel.heapStart + text.length)) return null
  const bytes = kernel.bytes.subarray(kernel.heapStart, kernel.heapStart + text.length)
  bytes.set(text)
  return { kernel, bytes }
}

function makeKernel(engine: EngineTables, literals: Parameters<Kernel['setLiterals']>[0]): Kernel {
  const kernel = createKernel()
  kernel.setLiterals(literals)
  kernels.set(engine, kernel)
  return kernel
}
