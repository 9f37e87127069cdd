import { findLiterals } from '../bytes/literal-search.ts'
import { probeRuns } from '../bytes/probe.ts'
import { limits } from '../model/limits.ts'
import { collectInKernel } from './collect-in-kernel.ts'
import { collectLists } from './collect-lists.ts'
import { addLiteral } from './add-structure.ts'
import type { EngineTables } from './compile.ts'
import { dispatchRun } from './dispatch.ts'
import type { PatternTables } from './patterns/compile.ts'
import { findTexts, findTextsInKernel } from './patterns/texts.ts'
import type { PatternMatcher } from './patterns/matcher.ts'
import type { Scratch } from './scratch.ts'
import { textInKernel } from './kernel-text.ts'
import type { KernelText } from './kernel-text.ts'

/** Where git, too, looks for the nought that makes a file binary; a tenth of it is enough for what holds UTF-16. */
const binarySample = 800

/**
 * Finds the candidates of one text: the runs of token bytes, the literals and the lists that overlap the windows. The
 * kernel looks for all of them in one call, where there is one; plain code does the same, and is its oracle.
 */
export function collect(
  engine: EngineTables,
  bytes: Uint8Array,
  windows: Uint32Array | null,
  windowCount: number,
  scratch: Scratch,
): void {
  scratch.matcher?.begin(bytes)
  const whole = windows === null ? wholeText(scratch, bytes.length) : windows
  const count = windows === null ? 1 : windowCount
  const text = textInKernel(engine, scratch, bytes)
  scratch.text = text
  const sample = Math.min(bytes.length, binarySample)
  scratch.isBinary =
    text === null
      ? bytes.subarray(0, sample).includes(0)
      : text.kernel.holdsNought(text.ptr, sample)
  if (text === null || !collectInKernel(engine, text, bytes, whole, count, scratch)) {
    forEachRun(bytes, whole, count, scratch, (start, end) =>
      dispatchRun(engine, scratch, bytes, start, end),
    )
    collectLiterals(engine, bytes, whole, count, scratch)
    collectLists(engine, bytes, whole, count, scratch)
  }
  if (engine.patterns !== null && scratch.matcher !== null) {
    collectPatterns(engine.patterns, scratch.matcher, text, bytes, whole, count, scratch)
    scratch.hadCandidates ||= scratch.matcher.hadCandidates
    scratch.overflow ||= scratch.matcher.overflow
  }
}

/** Windows are wide enough for every pattern: `engine.margin` around each change. */
function collectPatterns(
  { literals }: PatternTables,
  matcher: PatternMatcher,
  text: KernelText | null,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  const run = (start: number, end: number): void => matcher.run(start, end)
  if (text === null) forEachRun(bytes, windows, windowCount, scratch, run)
  else forEachRunInKernel(text, windows, windowCount, run)
  const found = (at: number, literal: number): void => matcher.literal(literal, at)
  for (let index = 0; index < windowCount; index++) {
    const from = windows[index * 2]!
    const to = windows[index * 2 + 1]!
    if (literals !== null) {
      if (text === null) findTexts(literals, bytes, from, to, found)
      else findTextsInKernel(literals, text, bytes, from, to, found)
    }
    matcher.window(from, to)
  }
  matcher.finish()
}

function wholeText(scratch: Scratch, length: number): Uint32Array {
  scratch.whole[1] = length
  return scratch.whole
}

/** Each run of token bytes that overlaps a window, once. */
function forEachRun(
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  { runs }: Scratch,
  visit: (start: number, end: number) => void,
): void {
  let last = 0
  for (let index = 0; index < windowCount; index++) {
    const to = windows[index * 2 + 1]!
    // A run that overlaps two windows is seen once.
    let next = Math.max(windows[index * 2]!, last)
    while (next < to) {
      const count = probeRuns(bytes, next, to, limits.runLength, runs)
      for (let run = 0; run < count; run++) visit(runs[run * 2]!, runs[run * 2 + 1]!)
      if (count > 0) last = runs[count * 2 - 1]!
      if (count * 2 < runs.length) break
      next = last
    }
  }
}

/** As `forEachRun`, with the kernel looking at the bytes. */
function forEachRunInKernel(
  { kernel, ptr, length }: KernelText,
  windows: Uint32Array,
  windowCount: number,
  visit: (start: number, end: number) => void,
): void {
  const { runsPtr, runsCap, words } = kernel
  const first = runsPtr >>> 2
  let last = 0
  for (let index = 0; index < windowCount; index++) {
    const to = windows[index * 2 + 1]!
    let next = Math.max(windows[index * 2]!, last)
    while (next < to) {
      const count = kernel.probe(ptr, length, next, to, limits.runLength, runsPtr, runsCap)
      for (let run = 0; run < count; run++) {
        visit(words[first + run * 2]!, words[first + run * 2 + 1]!)
      }
      if (count > 0) last = words[first + count * 2 - 1]!
      if (count < runsCap) break
      next = last
    }
  }
}

function collectLiterals(
  engine: EngineTables,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  if (engine.literals === null) return
  for (let index = 0; index < windowCount; index++) {
    const from = windows[index * 2]!
    const to = windows[index * 2 + 1]!
    findLiterals(engine.literals, bytes, from, to, (at, literal) =>
      addLiteral(engine, bytes, at, literal, scratch),
    )
  }
}
