import type { Kernel } from './kernel.ts'

/** The same kernel for callers who leave the memory below `heapStart` alone, which is aligned up to 16. */
export function kernelAbove(kernel: Kernel, heapStart: number): Kernel {
  // Its prototype is the kernel: memory that is replaced is replaced for both.
  return Object.create(kernel, { heapStart: { value: (heapStart + 15) & ~15 } }) as Kernel
}
