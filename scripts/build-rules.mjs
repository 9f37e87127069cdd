// Joins the rule packs (rules/*.yaml) into src/rules/builtin.generated.ts, and their tables into
// src/detect/tables.generated.ts, so that nothing is parsed or worked out again at start-up.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { jsonFunction, loadModule, root, skipMissing, writeGenerated } from './shared.mjs'

class Table {
  all = []
  #numbers = new Map()

  number(item) {
    const key = JSON.stringify(item)
    if (!this.#numbers.has(key)) this.#numbers.set(key, this.all.push(item) - 1)
    return this.#numbers.get(key)
  }
}

const folder = join(root, 'rules')
const examplesFile = 'documented-examples.yaml'
// Sorted by code unit: the same order on every machine, whatever its locale.
const packs = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && name !== examplesFile)
      .toSorted()
  : []

if (packs.length === 0) {
  skipMissing('rules/*.yaml')
} else {
  const rules = packs.flatMap((name) => {
    const pack = readYaml(name)
    const list = Array.isArray(pack) ? pack : pack?.rules
    if (!Array.isArray(list))
      throw new Error(`rules/${name}: expected a list of rules, or a mapping with "rules"`)
    return list
  })
  const examples = existsSync(join(folder, examplesFile)) ? readYaml(examplesFile) : []
  const { parseRules } = await loadModule('src/rules/parse.ts')
  const { rules: parsed, diagnostics } = parseRules(rules, { file: 'rules/*.yaml' })
  if (diagnostics.length > 0) {
    const problems = diagnostics.map(({ field, reason }) => `  ${field}: ${reason}`)
    throw new Error(`the rule packs cannot be used:\n${problems.join('\n')}`)
  }
  writeGenerated(
    'src/rules/builtin.generated.ts',
    `// Made by scripts/build-rules.mjs from rules/*.yaml; not for editing.\n` +
      `// JSON, since it is read several times as fast as the same text as code: a commit hook reads it at every start.\n` +
      `/** What detection needs of the rules, as \`builtin.ts\` unpacks it. */\n${jsonFunction('builtinRules', packRules(parsed))}` +
      `/** What is asked of the text around a candidate. */\n${jsonFunction('builtinEvidence', packEvidence(parsed))}` +
      `/** Titles, steps, addresses and examples, in the same order. */\n${jsonFunction('builtinTexts', packTexts(parsed))}` +
      `/** SHA-256 of published sample credentials. */\n${jsonFunction(
        'documentedExamples',
        examples.map(({ sha256 }) => sha256),
      )}`,
  )
  const { compileTables } = await loadModule('src/detect/compile.ts')
  const { cuts } = compileTables(parsed)
  writeGenerated(
    'src/detect/tables.generated.ts',
    `// Made by scripts/build-rules.mjs from rules/*.yaml; not for editing.\n` +
      `/** Tables of the built-in rules, as \`ready-tables.ts\` unpacks them. */\n${jsonFunction(
        'readyTables',
        mapValues(cuts, packTable),
      )}`,
  )
  console.log(`rules: ${rules.length} from ${packs.length} packs`)
}

function readYaml(name) {
  return parse(readFileSync(join(folder, name), 'utf8'), { strict: true, uniqueKeys: true })
}

/** Hundreds of rules share a few dozen lists of words, of steps and of evidence: each stands once, rules hold numbers. */
function packRules(rules) {
  const lists = new Table()
  const shapes = new Table()
  const rows = rules.map((rule) => [
    rule.id,
    rule.family,
    rule.role,
    rule.severity,
    rule.testnetSeverity,
    rule.guessable,
    rule.shapes.map((shape) => shapes.number(shape)),
    rule.base,
    rule.alone,
    rule.lastResort,
    lists.number(rule.requires),
    lists.number(rule.reject),
    lists.number(rule.checks),
    rule.pair,
    rule.verify,
  ])
  return { lists: lists.all, shapes: shapes.all, rows }
}

function packEvidence(rules) {
  const words = new Table()
  const entries = new Table()
  const lists = new Table()
  const rows = rules.map(({ evidence }) =>
    lists.number(
      evidence.map((entry) => entries.number({ ...entry, words: words.number(entry.words) })),
    ),
  )
  return { words: words.all, entries: entries.all, lists: lists.all, rows }
}

function packTexts(rules) {
  const lists = new Table()
  const rows = rules.map((rule) => [
    rule.title,
    rule.vendor,
    lists.number(rule.remediation),
    lists.number(rule.references),
    rule.examples,
    rule.counterExamples,
  ])
  return { lists: lists.all, rows }
}

function packTable(table) {
  return mapValues(table, (value) => (ArrayBuffer.isView(value) ? packArray(value) : value))
}

function packArray(numbers) {
  const runs = []
  for (const number of numbers) {
    if (runs.at(-2) === number) runs[runs.length - 1]++
    else runs.push(number, 1)
  }
  return { array: numbers.constructor.name, length: numbers.length, runs }
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))
}
