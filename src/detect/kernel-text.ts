import { createKernel } from '../kernel/create-kernel.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { EngineTables } from './compile.ts'
import { holdsTables, prepareKernel } from './kernel-tables.ts'
import type { Scratch } from './scratch.ts'

/** A text in a kernel's memory, until the next call. */
export interface KernelText {
  readonly kernel: Kernel
  /** The lists to look for: bits of `collectWhat`. */
  readonly what: number
  readonly ptr: number
  readonly length: number
}

/** A kernel is made for texts from this length on; shorter ones use it once it is there. */
const shortestText = 4096
/** Longer ones would make the memory grow for good. */
const longestText = 32 * 1024 * 1024

/** One for each engine: an engine belongs to one worker. */
const spares = new WeakMap<
  EngineTables,
  { readonly kernel: Kernel; readonly what: number | null }
>()

/**
 * Where a kernel can look at the text: in place when it lies in the memory of the scratch's own, else in a copy in the
 * memory of one kept for the engine, which costs next to nothing. Null where that is not worth it.
 */
export function textInKernel(
  engine: EngineTables,
  { kernel, what }: Scratch,
  text: Uint8Array,
): KernelText | null {
  const { length } = text
  if (kernel !== null && text.buffer === kernel.bytes.buffer) {
    if (what === null) return null
    if (!holdsTables(engine, kernel)) prepareKernel(engine, kernel)
    return { kernel, what, ptr: text.byteOffset, length }
  }
  if (length > longestText) return null
  let spare = spares.get(engine)
  if (spare === undefined) {
    if (length < shortestText) return null
    const made = createKernel()
    spares.set(engine, (spare = { kernel: made, what: prepareKernel(engine, made) }))
  }
  if (spare.what === null) return null
  const { heapStart } = spare.kernel
  if (!spare.kernel.reserve(heapStart + length)) return null
  spare.kernel.bytes.set(text, heapStart)
  return { kernel: spare.kernel, what: spare.what, ptr: heapStart, length }
}
