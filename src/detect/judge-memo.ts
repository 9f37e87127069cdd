import { latin1 } from '../bytes/text.ts'
import { headerEnd } from './columns.ts'
import type { EngineTables } from './compile.ts'
import type { ContextBounds } from './context.ts'
import type { BlobWords } from './blob-words.ts'
import type { JudgedSpan } from './judge.ts'

/** Characters of text that are kept at most; then all is forgotten. */
const maxKept = 1 << 22

/** Candidates that are kept for the same lines: of one line, or under other first lines of the file. */
const maxAlike = 64

/** What was made of one candidate of a text. */
interface Entry {
  readonly tokens: string
  /** Offsets of the candidate in the lines around it. */
  readonly start: number
  readonly end: number
  /** The first line of its file. */
  readonly head: string
  readonly span: JudgedSpan | null
  /** What was asked of the whole blob, and what it answered. */
  readonly asked: ReadonlyMap<string, boolean>
}

/** An engine belongs to one worker. By the lines around the candidates. */
const memos = new WeakMap<EngineTables, { entries: Map<string, Entry[]>; kept: number }>()

/**
 * Judges a candidate, or finds what was made of the same one before: a history shows most candidates dozens of times,
 * in as many versions of a file. A judgement depends on the lines around the candidate, on the first line of its file
 * (the names of columns) and on words of the blob that it asks for: all of these are compared.
 */
export function judgeOnce(
  engine: EngineTables,
  bytes: Uint8Array,
  place: { readonly start: number; readonly end: number },
  bounds: ContextBounds,
  tokens: string,
  blobWords: BlobWords,
  judge: (blobWords: BlobWords) => JudgedSpan | null,
): JudgedSpan | null {
  let memo = memos.get(engine)
  if (memo === undefined) memos.set(engine, (memo = { entries: new Map(), kept: 0 }))
  const text = latin1(bytes, bounds.above, bounds.below)
  const head = latin1(bytes, 0, headerEnd(bytes, bounds.from))
  const start = place.start - bounds.above
  const end = place.end - bounds.above
  const known = memo.entries.get(text)
  const index = known?.findIndex(
    (entry) =>
      entry.start === start && entry.end === end && entry.tokens === tokens && entry.head === head,
  )
  const same = index === undefined ? undefined : known![index]
  if (same !== undefined && isSame(same.asked, blobWords)) {
    return same.span === null ? null : { ...same.span, ...place }
  }
  const asked = new Map<string, boolean>()
  const span = judge((word) => {
    const answer = blobWords(word)
    asked.set(word, answer)
    return answer
  })
  const entry = { tokens, start, end, head, span, asked }
  if (known === undefined) {
    memo.kept += text.length
    if (memo.kept > maxKept) {
      memo.entries.clear()
      memo.kept = text.length
    }
    memo.entries.set(text, [entry])
  } else if (same !== undefined) known[index!] = entry
  else {
    if (known.length >= maxAlike) known.length = 0
    known.push(entry)
  }
  return span
}

function isSame(asked: ReadonlyMap<string, boolean>, blobWords: BlobWords): boolean {
  for (const [word, answer] of asked) if (blobWords(word) !== answer) return false
  return true
}
