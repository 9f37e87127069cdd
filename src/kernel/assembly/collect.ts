// Everything that could be a finding in one text, in one call. Contract: ../kernel.ts, `collect`.
import { beginEvents, emit, endEvents } from './events'
import { findLiterals } from './literals'
import { foundEnd, foundStart, nextList } from './numbers'
import { cutRun } from './pieces'
import { probeRange } from './runs'
import { wordRange } from './words'

// @ts-ignore: decorator
@inline const literalEvent: u32 = 5
// @ts-ignore: decorator
@inline const wordsEvent: u32 = 6
// @ts-ignore: decorator
@inline const numbersEvent: u32 = 7

// What `collect` looks for, as bits.
// @ts-ignore: decorator
@inline const pieces: i32 = 1
// @ts-ignore: decorator
@inline const literals: i32 = 2
// @ts-ignore: decorator
@inline const words: i32 = 4
// @ts-ignore: decorator
@inline const numbers: i32 = 8

let minLength: i32 = 0
let pairsPtr: usize = 0
let pairsCap: i32 = 0

/** `listPtr`: scratch for `listCap` pairs of u32. */
export function collect(
  ptr: usize, len: i32, windowsPtr: usize, windowCount: i32, what: i32, runLength: i32,
  listPtr: usize, listCap: i32, eventsPtr: usize, eventsCap: i32,
): i32 {
  beginEvents(eventsPtr, eventsCap)
  minLength = runLength
  pairsPtr = listPtr
  pairsCap = listCap
  if (what & pieces) collectPieces(ptr, len, windowsPtr, windowCount)
  if (what & literals) collectLiterals(ptr, len, windowsPtr, windowCount)
  if (what & words) collectWords(ptr, len, windowsPtr, windowCount)
  if (what & numbers) collectNumbers(ptr, len, windowsPtr, windowCount)
  return endEvents()
}

// @ts-ignore: decorator
@inline function windowFrom(windowsPtr: usize, index: i32): i32 {
  return load<i32>(windowsPtr + (<usize>index << 3))
}

// @ts-ignore: decorator
@inline function windowTo(windowsPtr: usize, index: i32): i32 {
  return load<i32>(windowsPtr + (<usize>index << 3) + 4)
}

// @ts-ignore: decorator
@inline function firstOf(pair: i32): i32 {
  return load<i32>(pairsPtr + (<usize>pair << 3))
}

// @ts-ignore: decorator
@inline function secondOf(pair: i32): i32 {
  return load<i32>(pairsPtr + (<usize>pair << 3) + 4)
}

/** A run that overlaps two windows is cut once. */
function collectPieces(ptr: usize, len: i32, windowsPtr: usize, windowCount: i32): void {
  let floor = 0
  for (let i = 0; i < windowCount; i++) {
    let from = windowFrom(windowsPtr, i)
    const to = windowTo(windowsPtr, i)
    for (;;) {
      const found = probeRange(ptr, len, from, to, minLength, pairsPtr, pairsCap, floor)
      for (let run = 0; run < found; run++) cutRun(ptr, len, firstOf(run), secondOf(run))
      if (found > 0) floor = secondOf(found - 1)
      if (found < pairsCap) break
      from = floor
    }
  }
}

function collectLiterals(ptr: usize, len: i32, windowsPtr: usize, windowCount: i32): void {
  for (let i = 0; i < windowCount; i++) {
    let from = windowFrom(windowsPtr, i)
    const to = windowTo(windowsPtr, i)
    for (;;) {
      const found = findLiterals(ptr, len, from, to, pairsPtr, pairsCap)
      for (let pair = 0; pair < found; pair++) emit(literalEvent, firstOf(pair), 0, <u32>secondOf(pair))
      if (found < pairsCap) break
      from = firstOf(found - 1) + 1
    }
  }
}

function collectWords(ptr: usize, len: i32, windowsPtr: usize, windowCount: i32): void {
  let floor = 0
  for (let i = 0; i < windowCount; i++) {
    let from = windowFrom(windowsPtr, i)
    const to = windowTo(windowsPtr, i)
    for (;;) {
      const found = wordRange(ptr, len, from, to, pairsPtr, pairsCap, floor)
      for (let pair = 0; pair < found; pair++) emit(wordsEvent, firstOf(pair), secondOf(pair), 0)
      if (found > 0) floor = secondOf(found - 1)
      if (found < pairsCap) break
      from = floor
    }
  }
}

function collectNumbers(ptr: usize, len: i32, windowsPtr: usize, windowCount: i32): void {
  let floor = 0
  for (let i = 0; i < windowCount; i++) {
    const to = windowTo(windowsPtr, i)
    while (nextList(ptr, len, windowFrom(windowsPtr, i), to, floor)) {
      emit(numbersEvent, foundStart(), foundEnd(), 0)
      floor = foundEnd()
    }
  }
}
