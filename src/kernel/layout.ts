import { eventWords } from './events.ts'

/** Room for the windows of one delta object. A delta with more changes gets a last window up to the end. */
const windowsCap = 8192
/** Room for the places of one delta base, and for those of them that a delta moves. */
const placesCap = 2048
/** u32 of a place. */
export const placeWords = 3
/** Room for what one call of the probe or the literal finder lists. */
const runsCap = 16_384

/** Room for what one call of `collect` tells. A text that has more is left to plain code. */
const eventsCap = 16_384
/** Room for the tables of the detection engine; those of the built-in rules take 90 kB. */
const tablesCap = 1 << 19

/** Vector loads may read this far behind an object; the memory always ends later. */
export const readSlack = 128

export interface KernelLayout {
  readonly windowsPtr: number
  readonly windowsCap: number
  readonly placesPtr: number
  readonly placesCap: number
  readonly movedPtr: number
  readonly runsPtr: number
  readonly runsCap: number
  readonly eventsPtr: number
  readonly eventsCap: number
  readonly tablesPtr: number
  readonly tablesCap: number
  readonly heapStart: number
}

/** Places the shared lists behind `dataEnd`, the end of the module's own data. */
export function kernelLayout(dataEnd: number): KernelLayout {
  const windowsPtr = (dataEnd + 63) & ~63
  const placesPtr = windowsPtr + windowsCap * 8
  const movedPtr = placesPtr + placesCap * placeWords * 4
  const runsPtr = movedPtr + 64 + placesCap * placeWords * 4
  const eventsPtr = runsPtr + runsCap * 8
  const tablesPtr = eventsPtr + eventsCap * eventWords * 4
  return {
    windowsPtr,
    windowsCap,
    placesPtr,
    placesCap,
    movedPtr,
    runsPtr,
    runsCap,
    eventsPtr,
    eventsCap,
    tablesPtr,
    tablesCap,
    heapStart: tablesPtr + tablesCap,
  }
}
