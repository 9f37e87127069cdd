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
    forEachRun(probeOf(null, bytes, scratch), whole, count, (start, end) =>
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
  const probe = probeOf(text, bytes, scratch)
  forEachRun(probe, windows, windowCount, (start, end) => matcher.run(start, end))
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

/** Writes runs of token bytes that overlap `[from, to)` to `list`, as pairs, until it is full, and says how many. */
interface RunProbe {
  readonly list: Uint32Array
  readonly probe: (from: number, to: number) => number
}

function probeOf(text: KernelText | null, bytes: Uint8Array, { runs }: Scratch): RunProbe {
  const { runLength } = limits
  if (text === null) {
    return { list: runs, probe: (from, to) => probeRuns(bytes, from, to, runLength, runs) }
  }
  const { kernel, ptr, length } = text
  const { runsPtr, runsCap, words } = kernel
  return {
    list: words.subarray(runsPtr >>> 2, (runsPtr >>> 2) + runsCap * 2),
    probe: (from, to) => kernel.probe(ptr, length, from, to, runLength, runsPtr, runsCap),
  }
}

/** Each run of token bytes that overlaps a window, once. */
function forEachRun(
  { list, probe }: RunProbe,
  windows: Uint32Array,
  windowCount: number,
  visit: (start: number, end: number) => void,
): void {
  let last = 0
  for (let index = 0; index < windowCount; index++) {
    const to = windows[index * 2 + 1]!
    // A run that overlaps two windows is seen once.
    let next = Math.max(windows[index * 2]!, last)
    while (next < to) {
      const count = probe(next, to)
      for (let run = 0; run < count; run++) visit(list[run * 2]!, list[run * 2 + 1]!)
      if (count > 0) last = list[count * 2 - 1]!
      if (count * 2 < list.length) break
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
