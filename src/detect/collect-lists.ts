import { probeWords } from '../kernel/js-words.ts'
import { addKeyPair, addPhrases } from './add-structure.ts'
import type { EngineTables } from './compile.ts'
import { probeNumbers } from './probe-numbers.ts'
import type { Scratch } from './scratch.ts'

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
  const { phrases, keyPairs } = engine
  if (phrases !== null) {
    forEachList(bytes, windows, windowCount, probeWords, (start, end) =>
      addPhrases(phrases, bytes, start, end, scratch),
    )
  }
  if (keyPairs !== null) {
    forEachList(bytes, windows, windowCount, probeNumbers, (start, end) =>
      addKeyPair(keyPairs, bytes, start, end, scratch),
    )
  }
}

/** Each list that overlaps a window, once. */
function forEachList(
  bytes: Uint8Array,
  windows: Uint32Array,
  windowCount: number,
  probe: typeof probeWords,
  look: (start: number, end: number) => void,
): void {
  let done = 0
  const found = (start: number, end: number): void => {
    done = end
    look(start, end)
  }
  for (let index = 0; index < windowCount; index++) {
    const from = Math.max(windows[index * 2]!, done)
    const to = windows[index * 2 + 1]!
    if (from < to) probe(bytes, from, to, found)
  }
}
