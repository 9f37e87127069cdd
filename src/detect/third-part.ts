import type { JudgedSpan, Judgement } from './judge.ts'
import type { Paired } from './pair.ts'

/** A passphrase that belongs to a pair of key and secret. */
export interface ThirdPart {
  readonly span: JudgedSpan
  readonly judgement: Judgement
}

/** The passphrase nearest to a pair, as the first part's rule asks for it; null when there is none. */
export function findThird(pair: Paired, spans: readonly JudgedSpan[]): ThirdPart | null {
  const { first, second, firstJudgement } = pair
  const from = Math.min(first.start, second.start)
  const to = Math.max(first.end, second.end)
  let best: (ThirdPart & { distance: number }) | null = null
  for (const spec of firstJudgement.rule.pair) {
    for (const span of spans) {
      const gap = Math.max(from - span.end, span.start - to)
      if (gap > spec.within || overlaps(span, first) || overlaps(span, second)) continue
      const judgement = span.judgements.find(({ rule }) => rule.id === spec.with)
      if (judgement?.rule.role !== 'passphrase') continue
      // Behind the pair is the usual place.
      const distance = span.start >= to ? span.start - to : from - span.start + 1
      if (best === null || distance < best.distance) best = { span, judgement, distance }
    }
  }
  return best
}

function overlaps(a: JudgedSpan, b: JudgedSpan): boolean {
  return a.start < b.end && b.start < a.end
}
