/**
 * Finds stretches of text that could hold a phrase: words of three to twelve bytes, of small letters with and without
 * accents, with no more than `widestGap` bytes of blanks, line breaks, quotes, commas and numbers between two of them.
 *
 * As with runs of token bytes, the last byte of the next possible stretch is looked at first and the search goes
 * backwards from it: whatever breaks the stretch (another byte, a word too short or too long, a gap too wide) says how
 * far to jump. Prose has a word of one or two letters every twenty bytes, code a bracket, a table of numbers no
 * letters: measured on one core, 1.4 GB/s for Python and
 * prose, 4.5 GB/s for tables of numbers. Whether a stretch is found depends on its own bytes and their neighbours.
 */
export function probeWords(
  bytes: Uint8Array,
  from: number,
  to: number,
  found: (start: number, end: number) => void,
): void {
  const { length } = bytes
  let start = leftmost(bytes, from)
  while (start < to) {
    const last = start + shortestPhrase - 1
    if (last >= length) return
    // Most text breaks within a few bytes: a loop without counters for those.
    let at = last
    const far = last - shortLook
    while (at > far && kinds[bytes[at]!] !== 0) at--
    if (at > far) {
      start = at + 1
      continue
    }
    const next = firstBreak(bytes, start, last)
    if (next > start) {
      start = next
      continue
    }
    let end = last + 1
    while (end < length && kinds[bytes[end]!] !== 0) end++
    found(start, end)
    start = end + 1
  }
}

const letter = 1
const separator = 2
const digit = 3
const kinds = makeKinds()
/** One phrase of twelve words in 2,000 is shorter than this. */
const shortestPhrase = 60
const shortestWord = 3
/** In French with accents of their own: 12. */
const longestWord = 12
/** `",` and a line break with its indentation, or a number with what stands around it. */
const widestGap = 12
/** Words are numbered up to 24. */
const mostDigits = 2
const shortLook = 12
const longestPhrase = 24 * (longestWord + widestGap)

function makeKinds(): Uint8Array {
  const table = new Uint8Array(256)
  for (let byte = 0x61; byte <= 0x7a; byte++) table[byte] = letter
  // Letters with accents in UTF-8, composed or not.
  for (let byte = 0x80; byte <= 0xcf; byte++) table[byte] = letter
  for (const char of ' \n\r\t"\',.)') table[char.charCodeAt(0)] = separator
  for (let byte = 0x30; byte <= 0x39; byte++) table[byte] = digit
  return table
}

/** The first offset at which a stretch that reaches `from` can begin: no phrase is longer than `longestPhrase`. */
function leftmost(bytes: Uint8Array, from: number): number {
  const stop = Math.max(0, from - longestPhrase)
  let letters = 0
  let gap = 0
  let at = from
  for (; at > stop; at--) {
    const kind = kinds[bytes[at - 1]!]!
    if (kind === 0) break
    letters = kind === letter ? letters + 1 : 0
    gap = kind === letter ? 0 : gap + 1
    if (letters > longestWord || gap > widestGap) break
  }
  return at
}

/** Where the next stretch can begin at the earliest; `start` when nothing breaks this one. */
function firstBreak(bytes: Uint8Array, start: number, last: number): number {
  let letters = 0
  let gap = 0
  let digits = 0
  // The word that the search begins in may go on to the right.
  let isWhole = false
  for (let at = last; at >= start; at--) {
    const kind = kinds[bytes[at]!]!
    if (kind === letter) {
      if (++letters > longestWord) return at + letters
      gap = 0
      digits = 0
      continue
    }
    if (kind === 0) return at + 1
    if (letters > 0 && letters < shortestWord && isWhole) return at + letters + 1
    letters = 0
    isWhole = true
    digits = kind === digit ? digits + 1 : 0
    if (digits > mostDigits) return at + digits
    if (++gap > widestGap) return at + gap
  }
  return start
}
