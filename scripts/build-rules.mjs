// Joins the rule packs (rules/*.yaml) into src/rules/builtin.generated.ts, so that no file is read at start-up.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { parse } from 'yaml'
import { root, skipMissing, writeGenerated } from './shared.mjs'

class ListTable {
  all = []
  #numbers = new Map()

  number(list) {
    const key = JSON.stringify(list)
    if (!this.#numbers.has(key)) this.#numbers.set(key, this.all.push(list) - 1)
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
  const parseRules = await loadParser()
  const { rules: parsed, diagnostics } = parseRules(rules, { file: 'rules/*.yaml' })
  if (diagnostics.length > 0) {
    const problems = diagnostics.map(({ field, reason }) => `  ${field}: ${reason}`)
    throw new Error(`the rule packs cannot be used:\n${problems.join('\n')}`)
  }
  const lists = new ListTable()
  const packed = parsed.map((rule) => pack(rule, lists))
  writeGenerated(
    'src/rules/builtin.generated.ts',
    `// Made by scripts/build-rules.mjs from rules/*.yaml; not for editing.\n` +
      `// JSON, since it is read several times as fast as the same text as code: a commit hook reads it at every start.\n` +
      `export const builtinLists: string = ${jsonLines(lists.all)}\n` +
      `/** Rules as \`parseRules\` gives them; a list of strings is a number in \`builtinLists\`. */\n` +
      `export const builtinRules: string = ${jsonLines(packed)}\n` +
      `/** SHA-256 of published sample credentials. */\n` +
      `export const documentedExamples: string = ${jsonLines(examples.map(({ sha256 }) => sha256))}\n`,
  )
  console.log(`rules: ${rules.length} from ${packs.length} packs`)
}

function readYaml(name) {
  return parse(readFileSync(join(folder, name), 'utf8'), { strict: true, uniqueKeys: true })
}

/** The parser is TypeScript, which Node 20 does not read: it is bundled in memory. */
async function loadParser() {
  const bundle = await rolldown({ cwd: root, input: 'src/rules/parse.ts', platform: 'node' })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  const code = Buffer.from(output[0].code).toString('base64')
  return (await import(`data:text/javascript;base64,${code}`)).parseRules
}

/** Hundreds of rules share a few dozen lists of words and steps. */
function pack(rule, lists) {
  const { evidence, remediation, references, requires, reject, checks, ...rest } = rule
  return {
    ...rest,
    evidence: evidence.map((entry) => ({ ...entry, words: lists.number(entry.words) })),
    remediation: lists.number(remediation),
    references: lists.number(references),
    requires: lists.number(requires),
    reject: lists.number(reject),
    checks: lists.number(checks),
  }
}

/** One item per line keeps diffs readable. */
function jsonLines(items) {
  const json =
    items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`
  return `\`${json.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}
