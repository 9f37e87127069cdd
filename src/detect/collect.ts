import { findLiterals } from '../bytes/literal-search.ts'
import { probeRuns } from '../bytes/probe.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { limits } from '../model/limits.ts'
import { ESCAPES } from './compile.ts'
import type { EngineTables } from './compile.ts'
import { noticeEscapes } from './decode/notice.ts'
import { dispatchRun } from './dispatch.ts'
import { collectLists } from './collect-lists.ts'
import { confirmLiterals } from './fingerprints.ts'
import type { PatternTables } from './patterns/compile.ts'
import { findTexts } from './patterns/texts.ts'
import type { PatternMatcher } from './patterns/matcher.ts'
import type { Scratch } from './scratch.ts'
import { copyToKernel } from './spare-kernel.ts'

/**
 * Finds the candidates of one text: the runs of token bytes and the literals that overlap the windows. Where the
 * bytes lie in the kernel's memory the kernel looks for both, without a copy; elsewhere plain code does the same.
 */
export function collect(
  engine: EngineTables,
  bytes: Uint8Array,
  windows: Uint32Array | null,
  windowCount: number,
  scratch: Scratch,
): void {
  const { kernel } = scratch
  scratch.matcher?.begin(bytes)
  const inKernel = kernel !== null && bytes.buffer === kernel.bytes.buffer
  const whole = windows === null ? wholeText(scratch, bytes.length) : windows
  const count = windows === null ? 1 : windowCount
  const text = inKernel ? { kernel, bytes } : copyToKernel(engine, bytes)
  if (text === null) {
    collectRuns(engine, bytes, whole, 0, count, 0, scratch)
    collectLiterals(engine, null, bytes, whole, count, scratch)
  } else {
    collectInKernel(engine, text.kernel, text.bytes, whole, count, scratch)
    collectLiterals(engine, text.kernel, text.bytes, whole, count, scratch)
  }
  collectLists(engine, text, bytes, whole, count, scratch)
  if (engine.patterns !== null && scratch.matcher !== null) {
    collectPatterns(engine.patterns, scratch.matcher, bytes, whole, count)
    scratch.hadCandidates ||= scratch.matcher.hadCandidates
    scratch.overflow ||= scratch.matcher.overflow
  }
}

/** Windows are wide enough for every pattern: `engine.margin` around each change. */
function collectPatterns(
  { literals }: PatternTables,
  matcher: PatternMatcher,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
): void {
  const found = (at: number, literal: number): void => matcher.literal(literal, at)
  for (let index = 0; index < windowCount; index++) {
    const from = windows[index * 2]!
    const to = windows[index * 2 + 1]!
    if (literals !== null) findTexts(literals, bytes, from, to, found)
    matcher.window(from, to)
  }
  matcher.finish()
}

function wholeText(scratch: Scratch, length: number): Uint32Array {
  scratch.whole[1] = length
  return scratch.whole
}

function collectRuns(
  engine: EngineTables,
  bytes: Uint8Array,
  windows: Uint32Array,
  firstWindow: number,
  windowCount: number,
  done: number,
  scratch: Scratch,
): void {
  const { runs } = scratch
  let last = done
  for (let index = firstWindow; index < windowCount; index++) {
    const to = windows[index * 2 + 1]!
    // A run that overlaps two windows is seen once.
    let next = Math.max(windows[index * 2]!, last)
    while (next < to) {
      const count = probeRuns(bytes, next, to, limits.runLength, runs)
      for (let run = 0; run < count; run++) {
        dispatchRun(engine, scratch, bytes, runs[run * 2]!, runs[run * 2 + 1]!)
      }
      if (count > 0) last = runs[count * 2 - 1]!
      if (count * 2 < runs.length) break
      next = last
    }
  }
}

function collectInKernel(
  engine: EngineTables,
  kernel: Kernel,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  const { runsPtr, runsCap, words } = kernel
  const ptr = bytes.byteOffset
  const ownList = windows.buffer === words.buffer
  const wholeOnly = windowCount === 1 && windows[0] === 0 && windows[1] === bytes.length
  if (!ownList && !wholeOnly) {
    collectRuns(engine, bytes, windows, 0, windowCount, 0, scratch)
    return
  }
  let from = 0
  let found = wholeOnly
    ? kernel.probe(ptr, bytes.length, 0, bytes.length, limits.runLength, runsPtr, runsCap)
    : kernel.probeWindows(
        ptr,
        bytes.length,
        windows.byteOffset,
        windowCount,
        limits.runLength,
        runsPtr,
        runsCap,
      )
  const base = runsPtr >> 2
  for (;;) {
    for (let run = 0; run < found; run++) {
      dispatchRun(engine, scratch, bytes, words[base + run * 2]!, words[base + run * 2 + 1]!)
    }
    if (found < runsCap) return
    from = words[base + found * 2 - 1]!
    if (!wholeOnly) break
    found = kernel.probe(ptr, bytes.length, from, bytes.length, limits.runLength, runsPtr, runsCap)
  }
  // The list was full: the windows that are left are probed one by one.
  collectRuns(engine, bytes, windows, 0, windowCount, from, scratch)
}

function collectLiterals(
  engine: EngineTables,
  kernel: Kernel | null,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  const { literals, fingerprints } = engine
  if (literals === null) return
  for (let index = 0; index < windowCount; index++) {
    const from = windows[index * 2]!
    const to = windows[index * 2 + 1]!
    if (kernel === null || kernel.kind === 'js' || fingerprints === null) {
      findLiterals(literals, bytes, from, to, (at, literal) =>
        addLiteral(engine, bytes, at, literal, scratch),
      )
      continue
    }
    const { runsPtr, runsCap, words } = kernel
    let next = from
    for (;;) {
      const found = kernel.findLiterals(bytes.byteOffset, bytes.length, next, to, runsPtr, runsCap)
      const base = runsPtr >> 2
      for (let pair = 0; pair < found; pair++) {
        const at = words[base + pair * 2]!
        confirmLiterals(fingerprints, bytes, at, words[base + pair * 2 + 1]!, (start, literal) =>
          addLiteral(engine, bytes, start, literal, scratch),
        )
      }
      if (found < runsCap) break
      next = words[base + found * 2 - 2]! + 1
    }
  }
}

function addLiteral(
  engine: EngineTables,
  bytes: Uint8Array,
  at: number,
  literal: number,
  scratch: Scratch,
): void {
  const owner = engine.literalOwner[literal]!
  if (owner === ESCAPES) {
    noticeEscapes(scratch, bytes, at)
    return
  }
  const { structure, rules } = engine.structures[owner]!
  scratch.hadCandidates = true
  const match = structure.match(bytes, at)
  if (match === null) return
  if (scratch.structures.length >= limits.maxCandidatesPerBlob) scratch.overflow = true
  else scratch.structures.push({ match, structure: structure.name, rules })
}
