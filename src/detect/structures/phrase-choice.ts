/** A stretch of words of one list, and what is known of it. Indexes are of words in the stretch. */
export interface Stretch {
  readonly count: number
  /** Number of the line on which a word stands. */
  readonly lineOf: (index: number) => number
  /** What the words `[from, to)` are, or null. */
  readonly kindOf: (from: number, to: number) => string | null
}

export interface Choice {
  readonly from: number
  readonly to: number
  readonly kind: string
}

const lengths = [24, 21, 18, 15, 12] as const
/** Words of a label, or of prose, that happen to be in the list: `seed phrase` in front of twelve words. */
const mostStrays = 6
/** Of lines that could be phrases this share must be: of the rows of a word list one in sixteen passes. */
const passingShare = 0.5

/**
 * Which words of a stretch are phrases. The whole stretch, if it has the length of one; else its lines, when most of
 * those that could be phrases are; else, in a stretch that is only a little too long, its end or its beginning.
 */
export function choosePhrases({ count, lineOf, kindOf }: Stretch): Choice[] {
  const choice = (from: number, to: number): Choice[] => {
    const kind = from < 0 || to > count ? null : kindOf(from, to)
    return kind === null ? [] : [{ from, to, kind }]
  }
  const isLength = (words: number): boolean => lengths.some((length) => length === words)
  if (isLength(count)) {
    const whole = choice(0, count)
    if (whole.length > 0) return whole
  }
  const lines: Choice[] = []
  let possible = 0
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && lineOf(to) === lineOf(from)) to++
    if (!isLength(to - from) || to - from === count) continue
    possible++
    lines.push(...choice(from, to))
  }
  if (lines.length > 0 && lines.length >= possible * passingShare) return lines
  if (possible > 0 || count > lengths[0] + mostStrays) return []
  for (const length of lengths) {
    if (length >= count || count - length > mostStrays) continue
    const end = choice(count - length, count)
    if (end.length > 0) return end
  }
  for (const length of lengths) {
    if (length >= count || count - length > mostStrays) continue
    const start = choice(0, length)
    if (start.length > 0) return start
  }
  return []
}
