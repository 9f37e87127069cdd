// Joins the rule packs (rules/*.yaml) into src/rules/builtin.generated.ts, so that no file is read at start-up.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root, skipMissing, writeGenerated } from './shared.mjs'

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
  const examples = existsSync(join(folder, examplesFile)) ? readYaml(examplesFile) : undefined
  writeGenerated(
    'src/rules/builtin.generated.ts',
    `// Made by scripts/build-rules.mjs from rules/*.yaml; not for editing.\n` +
      `export const builtinRules: readonly unknown[] = ${literal(rules)};\n` +
      (examples === undefined
        ? ''
        : `export const documentedExamples: unknown = ${literal(examples)};\n`),
  )
  console.log(`rules: ${rules.length} from ${packs.length} packs`)
}

function readYaml(name) {
  return parse(readFileSync(join(folder, name), 'utf8'), { strict: true, uniqueKeys: true })
}

/** JSON is a subset of TypeScript's literals; one item per line keeps diffs readable. */
function literal(value) {
  if (!Array.isArray(value)) return JSON.stringify(value)
  return `[\n${value.map((item) => `  ${JSON.stringify(item)},\n`).join('')}]`
}
