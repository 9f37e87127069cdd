import type { PatternShape } from '../model/rule.ts'
import { planPattern } from './pattern-plan.ts'
import type { FieldReader } from './reader.ts'

/** `pattern: { regex, flags, group, entropy, keywords }` of a rule. */
export function readPattern(reader: FieldReader): PatternShape {
  const pattern = reader.text('regex')
  const flags = reader.text('flags', '')
  const group = reader.has('group') ? reader.number('group', [0, 100]) : null
  const entropy = reader.number('entropy', [0, 8], 0)
  const keywords = reader.texts('keywords').map((word) => word.toLowerCase())
  if (keywords.some((word) => word.length < 2)) reader.fail('keywords', 'two letters or more, each')
  reader.finish()
  const empty = {
    kind: 'pattern',
    pattern,
    flags,
    group,
    entropy,
    keywords,
    plan: nothing,
  } as const
  if (/[^ims]/.test(flags)) {
    reader.fail('flags', 'expected any of i, m and s')
    return empty
  }
  if (pattern === '') return empty
  const planned = planPattern(pattern, flags)
  if ('problem' in planned) {
    reader.fail('regex', planned.problem)
    return empty
  }
  if (group !== null && group > countGroups(pattern)) reader.fail('group', 'there is no such group')
  return { ...empty, plan: planned.plan }
}

function countGroups(pattern: string): number {
  return (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1
}

/** Of a pattern that cannot be used. */
const nothing: PatternShape['plan'] = {
  literals: [],
  ignoreCase: false,
  run: 0,
  left: 0,
  right: 0,
  ahead: 1,
  behind: 1,
  unbounded: false,
  acrossLines: false,
  source: '(?!)',
  lead: null,
  needs: 0,
  follow: null,
  steps: 0,
}
