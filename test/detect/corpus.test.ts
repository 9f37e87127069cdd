import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeFile, templates } from '../../bench/detection/corpus/index.ts'
import type { Made, Template, Tier } from '../../bench/detection/corpus/index.ts'
import { scanContent } from '../../src/app/scan-content.ts'
import { assess, compileRules, createScratch, judgePath } from '../../src/detect/index.ts'
import { readPacks } from '../helpers/detect.ts'

/** The seed differs from that of the benchmark: other values in the same places. */
const seed = 2
const rules = readPacks()
const engine = compileRules(rules, { documentedExamples: documentedExamples() })
const scratch = createScratch(engine, null)

function documentedExamples(): string[] {
  const file = new URL('../../rules/documented-examples.yaml', import.meta.url)
  return [...readFileSync(file, 'utf8').matchAll(/sha256: ([0-9a-f]{64})/g)].map(
    (match) => match[1]!,
  )
}

/** Values that are shown by default: at medium confidence and above. */
function shownValues({ path, content }: Made): string[] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const target = { bytes, windows: null, windowCount: 0, kind: 'file', pathHint: path } as const
  return scanContent(engine, target, scratch).hits.flatMap((hit) => {
    const rule = rules.find(({ id }) => id === hit.rule)!
    const { confidence } = assess(judgePath(hit, rule, path), rule)
    return confidence === 'high' || confidence === 'medium'
      ? hit.parts.map(({ value }) => value)
      : []
  })
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\\[rn]|[\s,"'[\]]+/g, '')

const isPartOf = (part: string, whole: string): boolean => part.length > 7 && whole.includes(part)

function recallOf(tier: Tier, chosen: (template: Template) => boolean = () => true): number {
  let planted = 0
  let found = 0
  for (const template of templates) {
    if (template.tier !== tier || !chosen(template)) continue
    const made = makeFile(template, 0, seed)
    const values = shownValues(made).map((value) => plain(value))
    for (const { value } of made.planted) {
      planted++
      const wanted = plain(value)
      // A password is found inside its URL.
      if (values.some((other) => other.includes(wanted) || isPartOf(other, wanted))) found++
    }
  }
  expect(planted).toBeGreaterThan(30)
  return found / planted
}

/** A slice that is the same on every machine and touches every way of writing. */
const everyNth =
  (nth: number) =>
  ({ id }: Template): boolean =>
    templates.findIndex((template) => template.id === id) % nth === 0

describe('planted credentials are found', () => {
  test('Binance', () => {
    expect(recallOf('binance')).toBeGreaterThanOrEqual(0.99)
  })

  test('other exchanges', () => {
    expect(recallOf('exchanges', everyNth(5))).toBeGreaterThanOrEqual(0.985)
  })

  test('other services', () => {
    expect(recallOf('providers', everyNth(3))).toBeGreaterThanOrEqual(0.985)
  })

  test('wallets', () => {
    expect(recallOf('wallets')).toBeGreaterThanOrEqual(0.985)
  })

  test('where the text is not plain', () => {
    expect(recallOf('hard')).toBeGreaterThanOrEqual(0.95)
  })
})

test('decoys are left alone', () => {
  const decoys = templates.filter(({ tier }) => tier === 'decoy')
  const loud = decoys
    .flatMap((template) =>
      [0, 1].map((copy) => ({ id: template.id, made: makeFile(template, copy, seed) })),
    )
    .filter(({ made }) => shownValues(made).length > 0)
    .map(({ id }) => id)
  expect(decoys.length).toBeGreaterThan(100)
  expect(loud).toEqual([])
})
