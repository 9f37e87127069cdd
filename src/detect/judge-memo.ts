import { latin1 } from '../bytes/text.ts'
import type { EngineTables } from './compile.ts'
import type { BlobWords } from './blob-words.ts'
import type { JudgedSpan } from './judge.ts'
import type { NearText } from './near-text.ts'

/** Characters of text that are kept at most; then all is forgotten. */
const maxKept = 1 << 22

/** Places that are kept for the same token: in one text, in its versions, or under other first lines of a file. */
const maxAlike = 64

/** A token of a text. */
export interface Candidate {
  readonly start: number
  readonly end: number
  /** As it reads. */
  readonly value: string
  readonly isEncoded: boolean
  /** Those that could want it. */
  readonly rules: readonly number[]
}

/** What was made of one, where its offsets are those in the lines around it. */
interface Entry extends Omit<Candidate, 'value'> {
  readonly lines: string
  /** The first line of its file. */
  readonly head: string
  readonly span: JudgedSpan | null
  /** What was asked of the whole blob, and what it answered. */
  readonly asked: ReadonlyMap<string, boolean>
}

/** An engine belongs to one worker. By the candidates themselves: lines are long, and a text's hash is made of all of it. */
const memos = new WeakMap<EngineTables, { entries: Map<string, Entry[]>; kept: number }>()

/**
 * Judges a candidate, or finds what was made of the same one before: a history shows most candidates dozens of times,
 * in as many versions of a file. A judgement depends on the lines around the candidate, on the first line of its file
 * (the names of columns) and on words of the blob that it asks for: all of these are compared.
 */
export function judgeOnce(
  engine: EngineTables,
  bytes: Uint8Array,
  { value, rules, isEncoded, ...place }: Candidate,
  { above, below, head: headEnd }: NearText,
  blobWords: BlobWords,
  judge: (blobWords: BlobWords) => JudgedSpan | null,
): JudgedSpan | null {
  let memo = memos.get(engine)
  if (memo === undefined) memos.set(engine, (memo = { entries: new Map(), kept: 0 }))
  const lines = latin1(bytes, above, below)
  const head = latin1(bytes, 0, headEnd)
  const start = place.start - above
  const end = place.end - above
  const known = memo.entries.get(value) ?? []
  let same = 0
  for (; same < known.length; same++) {
    const entry = known[same]!
    if (entry.start !== start || entry.end !== end || entry.isEncoded !== isEncoded) continue
    if (entry.lines !== lines || entry.head !== head || !areSame(entry.rules, rules)) continue
    if (!isSame(entry.asked, blobWords)) break
    return entry.span === null ? null : { ...entry.span, ...place }
  }
  const asked = new Map<string, boolean>()
  const span = judge((word) => {
    const answer = blobWords(word)
    asked.set(word, answer)
    return answer
  })
  memo.kept += lines.length
  const isFull = memo.kept > maxKept
  if (isFull) {
    memo.entries.clear()
    memo.kept = lines.length
  }
  if (isFull || same >= maxAlike) known.length = same = 0
  known[same] = { rules, lines, start, end, isEncoded, head, span, asked }
  memo.entries.set(value, known)
  return span
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

function isSame(asked: ReadonlyMap<string, boolean>, blobWords: BlobWords): boolean {
  for (const [word, answer] of asked) if (blobWords(word) !== answer) return false
  return true
}
