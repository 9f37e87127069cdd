import { fc, test } from '@fast-check/vitest'
import { afterAll, describe, expect } from 'vitest'
import { compileRules, createScratch } from '../../src/detect/index.ts'
import { PatternMatcher } from '../../src/detect/patterns/matcher.ts'
import type { RuleSpec } from '../../src/model/rule.ts'
import { planPattern } from '../../src/rules/pattern-plan.ts'
import { patternRule } from '../helpers/pattern-rule.ts'

/** Expressions of every kind: with texts, with runs, with nothing; anchored, folded, with loops and lookarounds. */
const atom = fc.constantFrom(
  'key',
  'Token',
  'ab',
  'x',
  '[a-z]',
  '[A-Z0-9]',
  String.raw`\w`,
  String.raw`\s`,
  '.',
  '[^"]',
  '"',
  '=',
  String.raw`\d{3}`,
  '[A-Za-z0-9]{20}',
  '[a-f0-9]{20,24}',
  '(?:ab|key|=)',
  '(?:x|yz)',
  String.raw`\b`,
  '(?<=a)',
  '(?=b)',
  '(?!x)',
  '^',
  '$',
)
const quantified = fc
  .tuple(atom, fc.constantFrom('', '', '', '?', '{0,3}', '{2}', '{1,9}', '+', '*', '*?'))
  .map(([one, times]) => (/^(?:\^|\$|\\b|\(\?[=!<])/.test(one) ? one : `(?:${one})${times}`))
const pattern = fc
  .tuple(
    fc
      .tuple(
        fc.constantFrom('', '', '', '[a-z]{0,4}?', String.raw`[\w.-]{0,50}?`),
        fc.array(quantified, { minLength: 1, maxLength: 5 }),
      )
      .map(([lead, parts]) => lead + parts.join('')),
    fc.constantFrom('', 'i', 'm', 's', 'im'),
  )
  .filter(([source, flags]) => 'plan' in planPattern(source, flags))

const piece = fc.constantFrom(
  ...'key Key KEY token Token ab AB a b x yz X " = 123 4567 \n'.split(' '),
  ' ',
  '\n',
  '\u00e9',
  'Ab3'.repeat(7),
  'a1'.repeat(11),
  '_',
)
const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''))

/** Offsets are bytes, as an expression over latin1 sees them. */
const latin1 = (source: string): string => Buffer.from(source).toString('latin1')

function naive(source: string, flags: string, on: string): [number, number][] {
  const found: [number, number][] = []
  for (const match of on.matchAll(new RegExp(source, `${flags}g`))) {
    if (match[0] !== '') found.push([match.index, match.index + match[0].length])
  }
  return found
}

function isEndless({ shapes: [shape] }: RuleSpec): boolean {
  if (shape?.kind !== 'pattern') return false
  const { literals, run, unbounded } = shape.plan
  return unbounded && run === 0 && literals.length === 0
}

function fast(rule: RuleSpec, bytes: Uint8Array, windows: readonly number[] | null = null) {
  const engine = compileRules([rule])
  const scratch = createScratch(engine, null)
  const list = windows === null ? null : Uint32Array.from(windows)
  const target = { bytes, windows: list, windowCount: windows === null ? 0 : 1, kind: 'blob' }
  const outcome = engine.scan(target as never, scratch)
  const matches = scratch.matcher!.matches.map((match) => [match.matchStart, match.matchEnd])
  return { ...outcome, matches, margin: engine.margin }
}

describe('the fast path', () => {
  let told = 0

  test.prop([pattern, text], { numRuns: 4000 })(
    'finds what one pass of the expression over the whole text finds',
    ([source, flags], content) => {
      const wanted = naive(source, flags, latin1(content))
      told += wanted.length
      expect(fast(patternRule({ regex: source, flags }), Buffer.from(content)).matches).toEqual(
        wanted,
      )
    },
  )

  afterAll(() => {
    expect(told).toBeGreaterThan(1000)
  })
})

describe('a change', () => {
  let told = 0

  test.prop([pattern, text, fc.nat(30), fc.nat(60), piece, fc.boolean()], { numRuns: 4000 })(
    'is enough to look at, with the margin, when the base had no candidates',
    ([source, flags], content, at, added, removed, isPadded) => {
      const padding = isPadded ? ' '.repeat(900) : ''
      const bytes = Buffer.from(padding + content + padding)
      const from = Math.min(padding.length + at, bytes.length)
      const to = Math.min(bytes.length, from + added)
      const rule = patternRule({ regex: source, flags })
      // Looked for everywhere and without bound: only what is shorter than its reach is promised.
      fc.pre(!isEndless(rule))
      const base = Buffer.concat([
        bytes.subarray(0, from),
        Buffer.from(removed),
        bytes.subarray(to),
      ])
      if (fast(rule, base).hadCandidates) return
      const whole = fast(rule, bytes)
      if (whole.hadCandidates) told++
      const { margin } = whole
      const window = [Math.max(0, from - margin), Math.min(bytes.length, to + margin)]
      const { hits, hadCandidates } = fast(rule, bytes, window)
      expect({ hits, hadCandidates }).toEqual({
        hits: whole.hits,
        hadCandidates: whole.hadCandidates,
      })
    },
  )

  afterAll(() => {
    expect(told).toBeGreaterThan(50)
  })
})

test('a matcher is used for text after text', () => {
  const engine = compileRules([patternRule({ regex: 'key=[a-z]+' })])
  const matcher = new PatternMatcher(engine.patterns!)
  for (const content of ['key=abc', 'nothing', 'a key=b']) {
    const bytes = Buffer.from(content)
    matcher.begin(bytes)
    const at = bytes.indexOf('key=')
    if (at >= 0) matcher.literal(0, at)
    matcher.finish()
    expect(matcher.matches.map((match) => match.matchStart)).toEqual(at < 0 ? [] : [at])
  }
})
