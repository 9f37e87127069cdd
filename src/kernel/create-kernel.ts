import type { Kernel } from './kernel.ts'

/** A kernel in WebAssembly; its JavaScript twin where WebAssembly or SIMD is missing. */
export function createKernel(): Kernel {
  throw new Error('not built yet')
}
