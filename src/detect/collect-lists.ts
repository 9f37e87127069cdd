import { probeClass } from '../bytes/probe-class.ts'
import { limits } from '../model/limits.ts'
import type { EngineTables } from './compile.ts'
import type { Scratch } from './scratch.ts'
import { findPhrases } from './structures/mnemonic.ts'
import { findKeyPair } from './structures/solana-array.ts'
import type { StructureMatch } from './structures/structure.ts'

/** Small letters, and what stands between the words of a list: blanks, line breaks, quotes, commas, numbers. */
const wordClass = makeClass('abcdefghijklmnopqrstuvwxyz \n\r\t"\',.0123456789')
/** One phrase of twelve words in 2,000 is shorter than this. */
const shortestPhrase = 60
const numberClass = makeClass('0123456789, \n\r\t')
/** Sixty-four bytes of one digit with commas are 127; a key pair's are about 230. */
const shortestList = 170
/** Longer lists of words are searched piece by piece. */
const maxPiece = 1 << 16

function makeClass(chars: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of chars) table[char.charCodeAt(0)] = 1
  return table
}

/**
 * Secrets that have no run of token bytes: phrases of English words and lists of byte values. A run of their classes
 * that overlaps a window is looked at as a whole, so that what is found depends on the run alone, as with tokens.
 */
export function collectLists(
  engine: EngineTables,
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  scratch: Scratch,
): void {
  for (const { structure, rules } of engine.structures) {
    const { name } = structure
    const add = (match: StructureMatch): void => {
      scratch.hadCandidates = true
      if (scratch.structures.length >= limits.maxCandidatesPerBlob) scratch.overflow = true
      else scratch.structures.push({ match, structure: name, rules })
    }
    if (name === 'mnemonic') {
      overWindows(bytes, windows, windowCount, wordClass, shortestPhrase, (start, end) => {
        for (let at = start; at < end; at += maxPiece) {
          for (const match of findPhrases(bytes, at, Math.min(end, at + maxPiece))) add(match)
        }
      })
    } else if (name === 'solana-array') {
      overWindows(bytes, windows, windowCount, numberClass, shortestList, (start, end) => {
        const match = findKeyPair(bytes, start, end)
        if (match !== null) add(match)
      })
    }
  }
}

function overWindows(
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  table: Uint8Array,
  minLength: number,
  found: (start: number, end: number) => void,
): void {
  let done = 0
  for (let index = 0; index < windowCount; index++) {
    const to = windows[index * 2 + 1]!
    const from = Math.max(windows[index * 2]!, done)
    if (from >= to) continue
    probeClass(bytes, from, to, table, minLength, (start, end) => {
      done = end
      found(start, end)
    })
  }
}
