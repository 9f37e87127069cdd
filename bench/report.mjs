// What it costs to show 10,000 findings in each format, and to apply a baseline of 10,000 entries to them:
//   node bench/report.mjs [--findings 10000] [--rounds 5] [--format html]..
// Each measurement in a process of its own, all in turn, round after round. Prints medians: processor time (user and
// system), peak memory and, where `perf` may count, user instructions, which do not depend on what else runs.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const formats = ['terminal', 'json', 'sarif', 'html', 'markdown', 'csv', 'junit', 'github']
const { values } = parseArgs({
  options: {
    findings: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    format: { type: 'string', multiple: true, default: formats },
  },
})

const scratch = mkdtempSync(join(root, 'node_modules', '.bench-'))
const usage = join(scratch, 'usage.mjs')
const told = join(scratch, 'usage.json')
const perf = canCount() ? ['perf', 'stat', '-x,', '-e', 'instructions:u'] : []
try {
  writeFileSync(
    usage,
    `import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const ms = (userCPUTime + systemCPUTime) / 1000
  writeFileSync(${JSON.stringify(told)}, JSON.stringify({ ms, bytes: maxRSS * 1024 }))
})`,
  )
  const report = join(scratch, 'report.json')
  execFileSync(process.execPath, [await bundle('report-data'), scratch, values.findings])
  console.log(`${values.findings} findings, ${megabytes(statSync(report).size)} of JSON`)

  const output = join(scratch, 'out')
  const cli = join(root, 'dist/cli.js')
  const options = ['--output', output, '--min-confidence', 'low', '--fail-on', 'never', '--quiet']
  const empty = join(scratch, 'empty.mjs')
  writeFileSync(empty, '')
  const worker = await bundle('baseline-worker')
  const runs = [
    ['empty Node', () => measure([empty])],
    ...values.format.map((format) => [
      format,
      () => ({
        ...measure([cli, 'report', report, '--format', format, ...options]),
        size: statSync(output).size,
      }),
    ]),
    ['baseline', () => applied([worker, report, join(scratch, 'baseline.yaml')])],
  ]
  const samples = runs.map(() => [])
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [index, [, run]] of runs.entries()) samples[index].push(run())
  }
  for (const [index, [name]] of runs.entries()) console.log(row(name, samples[index]))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function measure(args) {
  const [command, ...rest] = [...perf, process.execPath, '--import', usage, ...args]
  const { stderr, status } = spawnSync(command, rest, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  const instructions = Number(/^(\d+),,instructions/m.exec(stderr)?.[1] ?? 0)
  return { ...JSON.parse(readFileSync(told, 'utf8')), instructions }
}

/** Only reading and applying it, in a process that has done neither before. */
function applied(args) {
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

function row(name, samples) {
  const of = (key) => median(samples.map((sample) => sample[key] ?? 0))
  const cells = [`${name.padEnd(12)}${of('ms').toFixed(0).padStart(6)} ms`]
  if (of('bytes') > 0) cells.push(`peak ${megabytes(of('bytes')).padStart(6)}`)
  if (of('instructions') > 0) cells.push(`${(of('instructions') / 1e9).toFixed(2)} G instructions`)
  if (of('size') > 0) cells.push(`writes ${megabytes(of('size'))}`)
  return cells.join('   ')
}

function canCount() {
  const probe = spawnSync('perf', ['stat', '-x,', '-e', 'instructions:u', 'true'], {
    encoding: 'utf8',
  })
  return probe.status === 0 && /^\d+,,instructions/m.test(probe.stderr)
}

async function bundle(name) {
  const file = join(scratch, `${name}.mjs`)
  const build = await rolldown({
    input: join(root, `bench/${name}.ts`),
    platform: 'node',
    logLevel: 'warn',
  })
  await build.write({ file, format: 'esm', codeSplitting: false })
  return file
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`
}
