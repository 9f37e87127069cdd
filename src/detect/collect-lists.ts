import { limits } from '../model/limits.ts'
import type { EngineTables } from './compile.ts'
import { probeNumbers } from './probe-numbers.ts'
import { probeWords } from './probe-words.ts'
import type { Scratch } from './scratch.ts'
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
    const probe = structure === mnemonic ? probeWords : probeNumbers
    for (let index = 0; index < windowCount; index++) {
      const from = Math.max(windows[index * 2]!, done)
      const to = windows[index * 2 + 1]!
      if (from < to) probe(bytes, from, to, look)
    }
  }
}
