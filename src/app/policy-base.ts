import type { AllowComment, Finding } from '../model/finding.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import { findAllows } from '../triage/allow.ts'

/**
 * True when a file as the base of a change has it already excused the same secret: each part stands there as it is,
 * with a comment beside one of them. A secret that is written otherwise there (encoded, split) counts as not excused.
 */
export function excusesInBase(
  finding: Finding,
  { rule: named, marker }: Pick<AllowComment, 'rule' | 'marker'>,
  base: Uint8Array,
  knownRules: ReadonlySet<string>,
): boolean {
  const rule = named === '' ? finding.rule : named
  const content = Buffer.from(base.buffer, base.byteOffset, base.byteLength)
  const parts: HitPart[] = []
  for (const { role, secret } of finding.secrets) {
    const value = secret?.reveal('fingerprint')
    const start = value === undefined ? -1 : content.indexOf(value)
    if (value === undefined || start === -1) return false
    const end = start + Buffer.byteLength(value)
    parts.push({ role, rule, start, end, value })
  }
  const [first, ...others] = parts
  if (first === undefined) return false
  const hit: Hit = {
    rule,
    parts: [first, ...others],
    evidence: [],
    via: [],
    testnet: false,
  }
  const { allows } = findAllows(base, [hit], { gitleaks: marker === 'gitleaks:allow', knownRules })
  return allows[0]?.marker === marker
}
