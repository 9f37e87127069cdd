import { limits } from '../model/limits.ts'
import type { EngineTables } from './compile.ts'
import { probeWords } from '../kernel/js-words.ts'
import { probeNumbers } from './probe-numbers.ts'
import type { Scratch } from './scratch.ts'
import type { KernelText } from './spare-kernel.ts'
import { findPhrases, mnemonic } from './structures/mnemonic.ts'
import { findKeyPair, solanaArray } from './structures/solana-array.ts'
import type { StructureMatch } from './structures/structure.ts'

/** Longer stretches of words are searched piece by piece. */
const maxPiece = 1 << 16
const pieceOverlap = 512

/**
 * Secrets that have no run of token bytes: phrases of English words and lists of byte values. A stretch that overlaps
 * a window is looked at as a whole, so that what is found depends on its own bytes alone, as with tokens.
 */
export function collectLists(
  engine: EngineTables,
  text: KernelText | null,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  for (const { structure, rules } of engine.structures) {
    if (structure !== mnemonic && structure !== solanaArray) continue
    const add = (match: StructureMatch): void => {
      scratch.hadCandidates = true
      if (scratch.structures.length >= limits.maxCandidatesPerBlob) scratch.overflow = true
      else scratch.structures.push({ match, structure: structure.name, rules })
    }
    let done = 0
    const look = (start: number, end: number): void => {
      done = end
      if (structure === solanaArray) {
        const match = findKeyPair(bytes, start, end)
        if (match !== null) add(match)
        return
      }
      for (let at = start; at < end; at += maxPiece - pieceOverlap) {
        for (const match of findPhrases(bytes, at, Math.min(end, at + maxPiece))) add(match)
      }
    }
    if (structure === mnemonic && text !== null) {
      if (lookInKernel(text, windows, windowCount, look)) continue
    }
    const probe = structure === mnemonic ? probeWords : probeNumbers
    for (let index = 0; index < windowCount; index++) {
      const from = Math.max(windows[index * 2]!, done)
      const to = windows[index * 2 + 1]!
      if (from < to) probe(bytes, from, to, look)
    }
  }
}

/** False when the kernel's list was too short: then the rest is left to plain code. */
function lookInKernel(
  { kernel, bytes }: KernelText,
  windows: Uint32Array,
  windowCount: number,
  look: (start: number, end: number) => void,
): boolean {
  if (kernel.kind === 'js') return false
  const { runsPtr, runsCap, words } = kernel
  const { byteOffset: ptr, length } = bytes
  let count = 0
  if (windows.buffer === words.buffer) {
    const at = windows.byteOffset
    count = kernel.probeWordsWindows(ptr, length, at, windowCount, runsPtr, runsCap)
  } else if (windowCount === 1) {
    count = kernel.probeWords(ptr, length, windows[0]!, windows[1]!, runsPtr, runsCap)
  } else return false
  const base = runsPtr >> 2
  for (let index = 0; index < count; index++) {
    look(words[base + index * 2]!, words[base + index * 2 + 1]!)
  }
  return count < runsCap
}
