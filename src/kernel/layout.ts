/** Room for the windows of one delta object. A delta with more changes gets a last window up to the end. */
const windowsCap = 8192
/** Room for what one call of the probe or the literal finder lists. */
const runsCap = 16_384

/** Vector loads may read this far behind an object; the memory always ends later. */
export const readSlack = 128

export interface KernelLayout {
  readonly windowsPtr: number
  readonly windowsCap: number
  readonly runsPtr: number
  readonly runsCap: number
  readonly heapStart: number
}

/** Places the shared lists behind `dataEnd`, the end of the module's own data. */
export function kernelLayout(dataEnd: number): KernelLayout {
  const windowsPtr = (dataEnd + 63) & ~63
  const runsPtr = windowsPtr + windowsCap * 8
  return { windowsPtr, windowsCap, runsPtr, runsCap, heapStart: runsPtr + runsCap * 8 }
}
