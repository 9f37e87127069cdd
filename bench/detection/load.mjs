/** Bundles the sources and the corpus as they are now, so that no figure comes from a stale build. */
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'straykey-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const modules = [
  'bench/detection/corpus/index.ts',
  'src/index.ts',
  'src/rules/index.ts',
  'src/detect/index.ts',
]

export async function load() {
  const entry = join(work, 'entry.ts')
  const lines = modules.map((path) => `export * from ${JSON.stringify(join(root, path))}\n`)
  writeFileSync(entry, lines.join(''))
  const bundle = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' })
  const file = join(work, 'bundle.mjs')
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  return import(pathToFileURL(file).href)
}

/** The packs as they are on disk. */
export function readPacks(parseRules) {
  const folder = join(root, 'rules')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'documented-examples.yaml')
    .flatMap((name) => {
      const data = parse(readFileSync(join(folder, name), 'utf8'))
      return parseRules(data, { file: name }).rules
    })
}

/** Writes the corpus to a temporary folder, each file in a folder of its number; removed at exit. */
export function writeCorpus(files, folder = join(work, 'corpus')) {
  mkdirSync(folder, { recursive: true })
  for (const [index, { made }] of files.entries()) {
    const path = join(folder, String(index), made.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, made.content)
  }
  return folder
}

/** `name=value` arguments over defaults. */
export function options(defaults) {
  const given = process.argv.slice(2).map((argument) => argument.split('='))
  return { ...defaults, ...Object.fromEntries(given) }
}

/** The files of the templates asked for, each with its template. */
export function makeFiles({ templates, makeFile, isHeldBack }, { half, copies, seed, tier, only }) {
  return templates
    .filter(({ id, tier: own }) => {
      if (half !== 'both' && isHeldBack(id) !== (half === 'held')) return false
      return (tier === '' || tier.split(',').includes(own)) && (only === '' || id.includes(only))
    })
    .flatMap((template) => {
      const count = template.tier === 'exchanges' ? 1 : Number(copies)
      return Array.from({ length: count }, (_, copy) => {
        return { template, made: makeFile(template, copy, Number(seed)) }
      })
    })
}

export const percent = (part, whole) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`
