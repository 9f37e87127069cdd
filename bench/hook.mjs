// What a commit hook costs over an empty Node: paired runs, alternating, of the built dist/hook.cjs.
// Usage: node bench/hook.mjs [--runs 30] [--node PATH]... [--check]
// --check ends with 1 where a budget is broken: use it on a quiet machine.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    node: { type: 'string', multiple: true, default: [process.execPath] },
    check: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const hook = fileURLToPath(new URL('../dist/hook.cjs', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'straykey-bench-'))
// CommonJS as the hook is: Node 20 starts it 3 ms faster than an empty ES module.
const empty = join(scratch, 'empty.cjs')
writeFileSync(empty, '')

/** Staged files, files in all; budgets over an empty Node in milliseconds, by its major version. */
const cases = [
  { name: '10 staged of 1,000 files', staged: 10, files: 1000, budgets: { 20: 50, 24: 30 } },
  { name: '10 staged of 50,000 files, packed', staged: 10, files: 50_000, packed: true },
  {
    name: '1,000 staged of 2,000 files',
    staged: 1000,
    files: 2000,
    budgets: { 20: 1000, 24: 1000 },
  },
  { name: 'nothing staged of 1,000 files', staged: 0, files: 1000 },
]

let broken = false
try {
  for (const { name, budgets = {}, ...shape } of cases) {
    const dir = makeRepository(shape)
    for (const node of values.node) {
      const major = Number(
        execFileSync(node, ['--version'], { encoding: 'utf8' }).slice(1).split('.')[0],
      )
      const { base, over } = measure(node, dir)
      const budget = budgets[major]
      const isOver = budget !== undefined && over.median > budget
      broken ||= isOver
      const told = budget === undefined ? '' : `, budget ${budget}: ${isOver ? 'BROKEN' : 'kept'}`
      console.log(
        `${name}, Node ${major}: +${over.median.toFixed(1)} ms (best +${over.best.toFixed(1)}) over ${base.toFixed(1)} ms${told}`,
      )
    }
    rmSync(dir, { recursive: true })
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
if (broken && values.check) process.exitCode = 1

/** Source files of 40 lines, 20 to a folder; no secret in any of them. */
function makeRepository({ staged, files, packed = false }) {
  const dir = join(scratch, `repo-${staged}-${files}`)
  mkdirSync(dir)
  const git = (...args) =>
    execFileSync('git', args, { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] })
  git('init', '--quiet')
  git('config', 'gc.auto', '0')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.com')
  const write = (i, edit) => {
    const folder = join(dir, 'src', `area${Math.floor(i / 400)}`, `part${Math.floor(i / 20)}`)
    if (i % 20 === 0 || edit !== '') mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `file${i}.ts`), source(i) + edit)
  }
  for (let i = 0; i < files; i++) write(i, '')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'start')
  if (packed) git('gc', '--quiet')
  // Spread over the folders.
  for (let i = 0; i < staged; i++)
    write(Math.floor((i * files) / staged), `export const edit${i} = ${i}\n`)
  git('add', '--all')
  // As git leaves it when it runs the hook: with a whole cache tree.
  git('write-tree')
  return dir
}

function source(i) {
  const line = (n) =>
    `export function handle${i}Step${n}(request: Request, settings: SettingsOfTheService): Promise<ResponseWithHeaders> {\n` +
    `  return dispatchToBackend('/api/v1/orders/${i}/${n}', { ...settings.defaults, timeoutMilliseconds: ${n * 100} })\n}\n`
  return Array.from({ length: 13 }, (_, n) => line(n)).join('')
}

function measure(node, cwd) {
  const time = (args) => {
    const start = performance.now()
    const { status, stderr } = spawnSync(node, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
    return performance.now() - start
  }
  time([empty])
  time([hook])
  const bases = []
  const overs = []
  for (let i = 0; i < runs; i++) {
    const base = time([empty])
    bases.push(base)
    overs.push(time([hook]) - base)
  }
  const sorted = overs.toSorted((a, b) => a - b)
  const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
  return { base: median(bases), over: { median: median(overs), best: sorted[0] } }
}
