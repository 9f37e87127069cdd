// Everything that could be a finding in one text, in one call. Contract: ../kernel.ts, `collect`.
import { beginBlocks, scanWindow } from './blocks'
import { beginEvents, emit, endEvents, numbersEvent } from './events'
import { foundEnd, foundStart, nextList } from './numbers'

// What `collect` looks for besides pieces and literals, as bits.
// @ts-ignore: decorator
@inline const words: i32 = 1
// @ts-ignore: decorator
@inline const numbers: i32 = 2

export function collect(
  ptr: usize, len: i32, windowsPtr: usize, windowCount: i32, what: i32, eventsPtr: usize, eventsCap: i32,
): i32 {
  beginEvents(eventsPtr, eventsCap)
  beginBlocks(ptr)
  let floor = 0
  for (let i = 0; i < windowCount; i++) {
    const window = windowsPtr + (<usize>i << 3)
    const from = load<i32>(window)
    const to = load<i32>(window + 4)
    scanWindow(ptr, len, from, to, (what & words) != 0)
    if ((what & numbers) == 0) continue
    while (nextList(ptr, len, from, to, floor)) {
      emit(numbersEvent, foundStart(), foundEnd(), 0)
      floor = foundEnd()
    }
  }
  return endEvents()
}

/** True when one of the bytes is nought. */
export function holdsNought(ptr: usize, len: i32): bool {
  const end = ptr + <usize>len
  let at = ptr
  for (; at + 16 <= end; at += 16) if (!i8x16.all_true(v128.load(at))) return true
  for (; at < end; at++) if (load<u8>(at) == 0) return true
  return false
}
