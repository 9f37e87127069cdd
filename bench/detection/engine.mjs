/**
 * The engine on the blobs of a real repository, without git and without inflating: megabytes per second of the probe
 * alone, of the packs one by one and together, in plain code and in the kernel's memory; and the share of blobs that
 * hold candidates, which decides how many blobs a history scan has to look at as a whole.
 *
 * node bench/detection/engine.mjs repo=PATH [every=20] [rounds=5]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const given = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')))
const { repo = '.', every = '20', rounds = '5' } = given
const root = fileURLToPath(new URL('../..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'straykey-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const engineModule = await load()
const { compileRules, createKernel, createScratch, loadBuiltinRules, loadDocumentedExamples } =
  engineModule
const blobs = readBlobs(repo, Number(every))
const total = blobs.reduce((sum, blob) => sum + blob.length, 0)
console.log(`${blobs.length} blobs, ${(total / 1e6).toFixed(0)} MB`)

const rules = loadBuiltinRules()
const packs = {
  'no rules': [],
  'Binance alone': rules.filter(({ vendor }) => vendor === 'Binance'),
  'all packs': rules,
}
const kernel = createKernel()
const views = intoKernel(kernel, blobs)
const runs = { 'probe alone': () => probeAll() }
for (const [name, list] of Object.entries(packs)) {
  const engine = compileRules(list, { documentedExamples: loadDocumentedExamples() })
  const plain = createScratch(engine, null)
  runs[`${name}, plain code`] = () => scanAll(engine, plain, blobs)
  runs[`${name}, ${kernel.kind} kernel`] = () =>
    scanAll(engine, createScratch(engine, kernel), views)
}

const best = new Map()
for (let round = 0; round <= Number(rounds); round++) {
  for (const [name, run] of Object.entries(runs)) {
    const start = performance.now()
    const count = run()
    const ms = performance.now() - start
    // The first round warms up.
    if (round > 0 && ms < (best.get(name)?.ms ?? Infinity)) best.set(name, { ms, count })
  }
}
for (const [name, { ms, count }] of best) {
  const speed = (total / 1e3 / ms).toFixed(0).padStart(6)
  console.log(`${name.padEnd(28)} ${ms.toFixed(0).padStart(6)} ms ${speed} MB/s   ${count}`)
}

function scanAll(engine, scratch, list) {
  let withCandidates = 0
  for (const bytes of list) {
    const target = { bytes, windows: null, windowCount: 0, kind: 'blob' }
    if (engine.scan(target, scratch).hadCandidates) withCandidates++
  }
  return `${((100 * withCandidates) / list.length).toFixed(2)} % of blobs with candidates`
}

function probeAll() {
  const { runsPtr, runsCap } = kernel
  let found = 0
  for (const { byteOffset, length } of views) {
    found += kernel.probe(byteOffset, length, 0, length, 20, runsPtr, runsCap)
  }
  return `${found} runs`
}

function intoKernel(memory, list) {
  memory.reserve(memory.heapStart + total + 16 * list.length)
  let at = memory.heapStart
  return list.map((blob) => {
    memory.bytes.set(blob, at)
    const view = memory.bytes.subarray(at, at + blob.length)
    at += (blob.length + 15) & ~15
    return view
  })
}

function readBlobs(path, step) {
  const options = { maxBuffer: 2 ** 31, env: { ...process.env, GIT_NO_LAZY_FETCH: '1' } }
  const check = '--batch-check=%(objecttype) %(objectsize) %(objectname)'
  const ids = execFileSync(
    'git',
    ['-C', path, 'cat-file', '--batch-all-objects', '--unordered', check],
    options,
  )
    .toString()
    .split('\n')
    .filter((line) => /^blob \d{1,6} /.test(line))
    .filter((_, index) => index % step === 0)
    .map((line) => line.split(' ')[2])
  const input = `${ids.join('\n')}\n`
  const { stdout } = spawnSync('git', ['-C', path, 'cat-file', '--batch'], { ...options, input })
  const found = []
  for (let at = 0; at < stdout.length;) {
    const lineEnd = stdout.indexOf(0x0a, at)
    const [, type, size] = stdout.toString('latin1', at, lineEnd).split(' ')
    at = lineEnd + 1
    if (type !== 'blob') continue
    found.push(new Uint8Array(stdout.subarray(at, at + Number(size))))
    at += Number(size) + 1
  }
  return found
}

async function load() {
  const entry = join(work, 'entry.ts')
  const source = (path) => JSON.stringify(join(root, 'src', path))
  writeFileSync(
    entry,
    `export * from ${source('detect/index.ts')}
export * from ${source('rules/index.ts')}
export { createKernel } from ${source('kernel/create-kernel.ts')}
`,
  )
  const bundle = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' })
  const file = join(work, 'engine.mjs')
  await bundle.write({ file, format: 'esm' })
  return import(pathToFileURL(file).href)
}
