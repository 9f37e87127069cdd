import { describe, expect, test } from 'vitest'
import type { PatternPlan } from '../../src/model/rule.ts'
import { planPattern, problemOfShort } from '../../src/rules/pattern-plan.ts'

function plan(pattern: string, flags = ''): PatternPlan & { slow: boolean } {
  const planned = planPattern(pattern, flags)
  if ('problem' in planned) throw new Error(planned.problem)
  return { ...planned.plan, slow: planned.slow }
}

describe('what a pattern rides on', () => {
  test.each<[string, string, Partial<PatternPlan>]>([
    ['a prefix', 'tok_[a-z0-9]{30}', { literals: ['tok_'], left: 0, right: 34, needs: 34 }],
    ['folded', '(?:ACME)[-_]?key', { literals: ['acme'], ignoreCase: true }],
    ['alternatives', '(?:abc|defg)=[0-9]+', { literals: ['abc=', 'defg='], unbounded: true }],
    [
      'a text in the middle',
      '[0-9]{5}:[a-z]{2}-SECRETARY-x',
      { literals: ['-SECRETARY-x'], left: 8 },
    ],
    ['a run', '[A-Za-z0-9]{40}', { literals: [], run: 40, left: 40 }],
    ['a run in every branch', '(?:[a-f0-9]{32}|[A-Z]{24}[0-9])', { run: 25 }],
    ['a small class', '[xy]oxb-[0-9]{10}', { literals: ['xoxb-', 'yoxb-'] }],
  ])('%s', (name, pattern, wanted) => {
    expect(plan(pattern, name === 'folded' ? 'i' : '')).toMatchObject({ ...wanted, slow: false })
  })

  test('nothing: it runs everywhere, and is told to be slow', () => {
    expect(plan(String.raw`\d{3}-\d{2}-\d{4}`)).toMatchObject({ literals: [], run: 0, slow: true })
  })

  test('a lead is taken off, what follows a name is known', () => {
    expect(plan(String.raw`[\w.-]{0,50}?acmecorp[ \t]{0,5}[=:]\s*([a-z]{20})`)).toMatchObject({
      source: String.raw`acmecorp[ \t]{0,5}[=:]\s*([a-z]{20})`,
      lead: { max: 50 },
      left: 0,
      follow: { mark: ':=', within: 13 },
    })
  })
})

describe('what is refused', () => {
  test.each([
    '(a+)+b',
    '(a*)*b',
    '(a|a)*b',
    '(a|ab|b)*c',
    '(?:[a-z]+[0-9]*)+=x',
    String.raw`(?:\w+\s?)*=`,
    String.raw`key(?:.*,)*\d`,
    '(?:a|b|ab){20}c',
    '(x+x+)+y',
    '(?:a?){30}a',
  ])('exponential: %s', (pattern) => {
    expect(planPattern(pattern, '')).toMatchObject({
      problem: expect.stringMatching(/exponential/),
    })
    expect(problemOfShort(pattern, '')).toMatch(/exponential/)
  })

  test.each(['[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*0', '.*.*.*.*.*.*.*.*x'])(
    'a high degree: %s',
    (pattern) => {
      expect(planPattern(pattern, '')).toMatchObject({ problem: expect.stringMatching(/too long/) })
    },
  )

  test.each(['a*', '(?:abc)?', '^', String.raw`\b`])('nothing at all: %s', (pattern) => {
    expect(planPattern(pattern, '')).toEqual({ problem: 'can match nothing at all' })
  })

  test('what is no expression', () => {
    expect(planPattern('(a', '')).toMatchObject({
      problem: expect.stringMatching(/[Uu]nterminated/),
    })
  })

  test.each([
    String.raw`(?:[A-Za-z0-9]+\.)+example`,
    '(?:[a-f0-9]{2}:){19}[a-f0-9]{2}',
    '(?:ab|cd)+=',
    '"(?:[^"\\\\]|\\\\.)*"=key',
    String.raw`password.*=.*"`,
  ])('harmless ones are not: %s', (pattern) => {
    expect(planPattern(pattern, '')).toHaveProperty('plan')
  })
})
