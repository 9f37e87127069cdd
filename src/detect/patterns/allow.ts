import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import type { AllowSpec } from '../../model/rule.ts'

/** What excuses matches of a rule, as far as the text itself tells; paths and commits come later. */
export interface CompiledAllow {
  readonly spec: AllowSpec
  readonly regexes: readonly RegExp[]
}

/** Evidence of no weight: which allow lists wait for the path. It goes no further than the judgement. */
export const allowWaits = 'allow-waits'

/** A match and its secret, half-open. */
export interface AllowTarget {
  readonly start: number
  readonly end: number
  readonly matchStart: number
  readonly matchEnd: number
}

/** A line is looked at this far from a match; longer targets are cut: an allow pattern cannot hang a scan. */
const reach = 500

export function compileAllows(specs: readonly AllowSpec[]): readonly CompiledAllow[] {
  return specs.map((spec) => ({
    spec,
    regexes: spec.regexes.map(({ pattern, flags }) => new RegExp(pattern, flags)),
  }))
}

/** True when the text alone excuses the match, whatever its path. */
export function isAllowed(
  allows: readonly CompiledAllow[],
  bytes: Uint8Array,
  target: AllowTarget,
): boolean {
  return allows.some(({ spec, regexes }) => {
    const needsPlace = spec.paths.length > 0 || spec.commits.length > 0
    if (spec.condition === 'all' && needsPlace) return false
    return textAllows({ spec, regexes }, bytes, target)
  })
}

/** Indexes of those that the text allows and that wait for the path. */
export function waitingAllows(
  allows: readonly CompiledAllow[],
  bytes: Uint8Array,
  target: AllowTarget,
): number[] {
  return allows.flatMap((allow, index) => {
    const { spec } = allow
    if (spec.condition !== 'all' || spec.paths.length === 0) return []
    const isPlaceOnly = spec.regexes.length === 0 && spec.stopwords.length === 0
    return isPlaceOnly || textAllows(allow, bytes, target) ? [index] : []
  })
}

function textAllows(
  { spec, regexes }: CompiledAllow,
  bytes: Uint8Array,
  target: AllowTarget,
): boolean {
  const checks: boolean[] = []
  if (regexes.length > 0) {
    const text = targetText(spec, bytes, target)
    checks.push(regexes.some((regex) => regex.test(text)))
  }
  if (spec.stopwords.length > 0) {
    const secret = latin1(bytes, target.start, target.end).toLowerCase()
    checks.push(spec.stopwords.some((word) => secret.includes(word)))
  }
  return spec.condition === 'all'
    ? checks.length > 0 && checks.every(Boolean)
    : checks.some(Boolean)
}

function targetText({ target }: AllowSpec, bytes: Uint8Array, place: AllowTarget): string {
  const { start, end, matchStart, matchEnd } = place
  if (target === 'secret') return latin1(bytes, start, Math.min(end, start + 2 * reach))
  const to = Math.min(matchEnd, matchStart + 2 * reach)
  if (target === 'match') return latin1(bytes, matchStart, to)
  return latin1(bytes, lineStart(bytes, matchStart, reach), lineEnd(bytes, to, reach))
}
