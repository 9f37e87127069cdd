import { createJsKernel } from './js-kernel.ts'
import type { Kernel } from './kernel.ts'
import { createWasmKernel } from './wasm-kernel.ts'

/** A kernel in WebAssembly; its JavaScript twin (same results, slower) where that cannot run. */
export function createKernel(): Kernel {
  return createWasmKernel() ?? createJsKernel()
}
