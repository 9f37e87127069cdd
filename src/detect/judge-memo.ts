import { latin1 } from '../bytes/text.ts'
import { headerEnd } from './columns.ts'
import type { EngineTables } from './compile.ts'
import type { ContextBounds } from './context.ts'
import type { BlobWords } from './blob-words.ts'
import type { JudgedSpan } from './judge.ts'

/** Characters of text that are kept at most; then all is forgotten. */
const maxKept = 1 << 22

interface Entry {
  readonly span: JudgedSpan | null
  /** What was asked of the whole blob, and what it answered. */
  readonly asked: ReadonlyMap<string, boolean>
}

/** An engine belongs to one worker. */
const memos = new WeakMap<EngineTables, { entries: Map<string, Entry>; kept: number }>()

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
  const key = keyOf(bytes, place, bounds, tokens)
  const known = memo.entries.get(key)
  if (known !== undefined && isSame(known.asked, blobWords)) {
    return known.span === null ? null : { ...known.span, ...place }
  }
  const asked = new Map<string, boolean>()
  const span = judge((word) => {
    const answer = blobWords(word)
    asked.set(word, answer)
    return answer
  })
  memo.kept += key.length
  if (memo.kept > maxKept) {
    memo.entries.clear()
    memo.kept = key.length
  }
  memo.entries.set(key, { span, asked })
  return span
}

function keyOf(
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
  { above, from, below }: ContextBounds,
  tokens: string,
): string {
  const head = latin1(bytes, 0, headerEnd(bytes, from))
  return `${tokens} ${start - above} ${end - above} ${head}\n${latin1(bytes, above, below)}`
}

function isSame(asked: ReadonlyMap<string, boolean>, blobWords: BlobWords): boolean {
  for (const [word, answer] of asked) if (blobWords(word) !== answer) return false
  return true
}
