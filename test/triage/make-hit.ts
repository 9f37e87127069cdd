import type { Hit, HitPart } from '../../src/model/hit.ts'
import type { RuleSpec } from '../../src/model/rule.ts'
import type { SecretRole } from '../../src/model/secret.ts'
import type { Assessment } from '../../src/triage/finding.ts'
import type { ScannedObject, Sighting } from '../../src/triage/group.ts'

/** Rules as triage needs them: family, role, guessable. */
function makeRule(id: string, role: SecretRole, options: Partial<RuleSpec> = {}): RuleSpec {
  return {
    id,
    title: id,
    vendor: 'Vendor',
    family: id,
    role,
    severity: 'high',
    testnetSeverity: null,
    lastResort: false,
    alone: true,
    guessable: false,
    shapes: [],
    base: 0,
    evidence: [],
    requires: [],
    reject: [],
    checks: [],
    pair: [],
    verify: '',
    remediation: ['Revoke it.'],
    references: [],
    examples: [],
    counterExamples: [],
    ...options,
  }
}

export const rules: ReadonlyMap<string, RuleSpec> = new Map(
  [
    makeRule('key-rule', 'key'),
    makeRule('secret-rule', 'secret'),
    makeRule('other-secret-rule', 'secret', { family: 'secret-rule' }),
    makeRule('phrase-rule', 'passphrase', { guessable: true }),
    makeRule('generic-rule', 'other', { lastResort: true }),
    makeRule('password-rule', 'password', { guessable: true }),
  ].map((rule) => [rule.id, rule]),
)

/** A hit of `[rule, value]` parts that stand one after the other, 10 bytes apart, from `start`. */
export function makeHit(parts: readonly (readonly [string, string])[], start: number = 0): Hit {
  let at = start
  const made = parts.map(([rule, value]): HitPart => {
    const part = {
      role: rules.get(rule)?.role ?? 'other',
      rule,
      start: at,
      end: at + value.length,
      value,
    }
    at = part.end + 10
    return part
  })
  const [first, ...others] = made
  if (first === undefined) throw new Error('a hit needs a part')
  return { rule: first.rule, parts: [first, ...others], evidence: [], via: [], testnet: false }
}

/** Hits for values where they stand in `text`, in order. */
export function hitsIn(text: string, found: readonly (readonly [string, string])[]): Hit[] {
  return found.map(([rule, value]) => {
    const start = Buffer.from(text).indexOf(value)
    if (start === -1) throw new Error('the value does not stand in the text')
    return makeHit([[rule, value]], start)
  })
}

export function inFile(path: string, hit: Hit): Sighting {
  return { hit, object: { kind: 'file', id: null, path } }
}

export function inBlob(id: string, hit: Hit): Sighting {
  const object: ScannedObject = { kind: 'blob', id, path: null }
  return { hit, object }
}

export function assessment(options: Partial<Assessment> = {}): Assessment {
  return { points: 50, confidence: 'medium', severity: 'high', evidence: [], ...options }
}
