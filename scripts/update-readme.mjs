// Writes the tables of inputs and outputs from action.yml into the README; with --check only says whether they are fresh.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root, writeGenerated } from './shared.mjs'

const { inputs, outputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'))

const tables = {
  'action inputs': [
    '| input | default | |',
    '| --- | --- | --- |',
    ...Object.entries(inputs).map(
      ([name, input]) => `| \`${name}\` | ${code(input.default)} | ${cell(input.description)} |`,
    ),
  ],
  'action outputs': [
    '| output | |',
    '| --- | --- |',
    ...Object.entries(outputs).map(
      ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
    ),
  ],
}

const before = readFileSync(join(root, 'README.md'), 'utf8')
let after = before
for (const [name, lines] of Object.entries(tables)) {
  const start = `<!-- ${name}: made from action.yml by scripts/update-readme.mjs -->`
  const end = `<!-- end of ${name} -->`
  const from = after.indexOf(start)
  const to = after.indexOf(end)
  if (from < 0 || to < from) throw new Error(`README.md lacks "${start}" or "${end}"`)
  after = `${after.slice(0, from + start.length)}\n${lines.join('\n')}\n${after.slice(to)}`
}

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(
      'README.md differs from action.yml: run "node scripts/update-readme.mjs" and commit the result.',
    )
    process.exitCode = 1
  }
} else {
  writeGenerated('README.md', after)
}

function code(value) {
  return value === '' ? '' : `\`${value}\``
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
