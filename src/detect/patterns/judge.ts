import { entropyOf } from '../../bytes/entropy.ts'
import { runChecks } from '../checks/index.ts'
import type { EngineTables } from '../compile.ts'
import { readContext } from '../context.ts'
import { isDocumented } from '../documented.ts'
import { findDoubts } from '../doubts.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { BlobWords } from '../blob-words.ts'
import { judge, spanOf } from '../judge.ts'
import type { JudgedSpan } from '../judge.ts'
import { allowWaits, isAllowed, waitingAllows } from './allow.ts'
import type { PatternTables } from './compile.ts'
import type { PatternMatch } from './matcher.ts'

const utf8 = new TextDecoder()
/** Entropy is compared with this much grace: other tools round. */
const grace = 1e-9

/** What a rule makes of a match of its pattern; null when its own tests drop it. */
export function judgePattern(
  engine: EngineTables,
  tables: PatternTables,
  bytes: Uint8Array,
  match: PatternMatch,
  blobWords: BlobWords,
): JudgedSpan | null {
  const pattern = tables.patterns[match.pattern]!
  const { shape, keywords, rule: index } = pattern
  const extent = runChecks(pattern.checks, bytes, match.start, match.end)
  if (extent === null || extent.end <= extent.start) return null
  const { start, end } = extent
  if (shape.entropy > 0 && entropyOf(bytes, start, end) <= shape.entropy - grace) return null
  if (keywords.length > 0 && !keywords.some(blobWords)) return null
  const allows = tables.allows[index]!
  if (isAllowed(allows, bytes, match)) return null
  if (isDocumented(engine, bytes, start, end)) return null
  const context = readContext(bytes, start, end)
  const value = utf8.decode(bytes.subarray(start, end))
  const doubts = (): readonly Evidence[] => findDoubts(context, value)
  const judged = judge(engine.rules[index]!, value, context, doubts, blobWords)
  if (judged === null) return null
  const waiting = waitingAllows(allows, bytes, match)
  if (waiting.length === 0) return spanOf(context, [judged], [])
  const mark = { code: allowWaits, weight: 0, detail: waiting.join() }
  return spanOf(context, [{ ...judged, evidence: [...judged.evidence, mark] }], [])
}
