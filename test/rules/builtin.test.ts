import { readFileSync, readdirSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { assess, compileRules, createScratch } from '../../src/detect/index.ts'
import type { RuleShape, RuleSpec } from '../../src/model/rule.ts'
import { loadLeanRules } from '../../src/rules/builtin.ts'
import { alphabets } from '../../src/bytes/alphabets.ts'
import { checkRules } from '../../src/rules/check.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'
import { parseRules } from '../../src/rules/parse.ts'

const folder = new URL('../../rules/', import.meta.url)
const packs = readdirSync(folder).filter(
  (name) => name.endsWith('.yaml') && name !== 'documented-examples.yaml',
)

function readPack(name: string): ReturnType<typeof parseRules> {
  return parseRules(parse(readFileSync(new URL(name, folder), 'utf8')), { file: name })
}

describe('built-in packs', () => {
  test.each(packs)('%s has no mistake in it', (name) => {
    expect(readPack(name).diagnostics).toEqual([])
  })

  test('are built in as they are parsed', () => {
    const byId = (a: RuleSpec, b: RuleSpec): number => (a.id < b.id ? -1 : 1)
    const parsed = packs.flatMap((name) => [...readPack(name).rules]).toSorted(byId)
    expect(loadBuiltinRules().toSorted(byId)).toEqual(parsed)
  })

  test('tell the same when their texts and evidence are read late', () => {
    const told = loadLeanRules().map((rule) => {
      const { evidence, title, vendor, remediation, references, examples, counterExamples } = rule
      const late = { evidence, title, vendor, remediation, references, examples, counterExamples }
      return { ...rule, ...late }
    })
    expect(told).toEqual(loadBuiltinRules())
  })

  test.each(packs)('%s fits the schema', (name) => {
    const schema = JSON.parse(readFileSync(new URL('schema.json', folder), 'utf8')) as object
    const validate = new Ajv2020({ strict: false }).compile(schema)
    validate(parse(readFileSync(new URL(name, folder), 'utf8')))
    expect(validate.errors ?? []).toEqual([])
  })

  test('every rule finds its examples and leaves its counter-examples alone', () => {
    const rules = packs.flatMap((name) => [...readPack(name).rules])
    expect(rules.length).toBeGreaterThan(10)
    expect(checkRules(rules, rulesFoundBy(rules))).toEqual([])
  })

  test('a rule that does not find its example is named', () => {
    const [rule] = readPack('binance.yaml').rules
    const broken: RuleSpec = { ...rule!, examples: ['nothing here'], counterExamples: [] }
    const reasons = checkRules([broken], rulesFoundBy([broken])).map(({ reason }) => reason)
    expect(reasons).toEqual([
      'there is no counter-example',
      'its partner binance-api-secret does not exist',
      'example 1 is not found',
    ])
  })
})

test('every alphabet has a placeholder, and one that nobody knows is named', () => {
  // The end of a URL stands behind a literal only.
  const alphabetNames = Object.keys(alphabets).filter((name) => name !== 'path')
  expect(alphabetNames).toContain('lower-hex')
  for (const name of alphabetNames) {
    const [token] = readPack('binance.yaml').rules[0]!.shapes
    const shape = { ...token!, alphabet: name, minLength: 40, maxLength: 40 } as RuleShape
    const [rule] = readPack('binance.yaml').rules
    const examples = [`BINANCE_API_KEY="{{${name}:40}}"`]
    const own: RuleSpec = { ...rule!, shapes: [shape], pair: [], examples, counterExamples: ['x'] }
    expect(checkRules([own], rulesFoundBy([own])), name).toEqual([])
  }
  const [rule] = readPack('binance.yaml').rules
  const examples = ['K={{lower-hax:64}}', 'K={{nobody}}']
  const counterExamples = ['K={{ theirs }}', 'K={{theirs}}', 'K={{hexx:2}}']
  const odd: RuleSpec = { ...rule!, pair: [], examples, counterExamples }
  const problems = checkRules([odd], rulesFoundBy([odd]))
  expect(problems.map(({ reason, path }) => `${path.join('.')}: ${reason}`)).toEqual([
    'examples.0: example 1 has the unknown placeholder {{lower-hax:64}}',
    'examples.1: example 2 has the unknown placeholder {{nobody}}',
    'counterExamples.2: counter-example 3 has the unknown placeholder {{hexx:2}}',
  ])
})

function rulesFoundBy(rules: readonly RuleSpec[]): (text: string) => string[] {
  const engine = compileRules(rules)
  const scratch = createScratch(engine, null)
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return (text) => {
    const bytes = new TextEncoder().encode(text)
    const { hits } = engine.scan({ bytes, windows: null, windowCount: 0, kind: 'file' }, scratch)
    return hits
      .filter((hit) => {
        const { confidence } = assess(hit, byId.get(hit.rule)!)
        return confidence === 'high' || confidence === 'medium'
      })
      .flatMap((hit) => hit.parts.map((part) => part.rule))
  }
}
