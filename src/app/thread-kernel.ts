import { createKernel } from '../kernel/create-kernel.ts'
import type { Kernel } from '../kernel/kernel.ts'

let kernel: Kernel | null = null

/** The calling thread's kernel: its memory only grows, so that one for each task would be held as often. */
export function threadKernel(): Kernel {
  kernel ??= createKernel()
  return kernel
}
