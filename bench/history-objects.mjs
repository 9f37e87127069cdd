// How close the object walk is to its floor: node bench/history-objects.mjs REPO.. [--rounds 5]
// All modes in turn, round after round, each in a process of its own; medians, and medians of each round's ratio.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
})

const runs = [
  ['floor', 2],
  ['expand', 2],
  ['windows', 2],
  ['windows', 1],
  ['full', 2],
  ['js', 2],
]

const scratch = mkdtempSync(join(root, 'node_modules', '.bench-'))
try {
  const script = join(scratch, 'history-worker.mjs')
  const bundle = await rolldown({
    input: join(root, 'bench/history-worker.ts'),
    platform: 'node',
    logLevel: 'warn',
  })
  await bundle.write({ file: script, format: 'esm' })
  for (const repository of positionals) measure(script, repository)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function measure(script, repository) {
  const samples = runs.map(() => [])
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, [mode, threads]] of runs.entries()) {
      const args = [script, repository, mode, String(threads)]
      samples[i].push(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })))
    }
  }
  console.log(repository)
  for (const [i, [mode, threads]] of runs.entries()) {
    const of = (key) => median(samples[i].map((sample) => sample[key]))
    const floor = samples[0]
    const ratio = median(samples[i].map(({ passMs }, round) => passMs / floor[round].passMs))
    const whole = median(samples[i].map((s, round) => (s.planMs + s.passMs) / floor[round].passMs))
    console.log(
      [
        `  ${mode.padEnd(8)} ${threads} threads`,
        `list ${of('planMs').toFixed(0)} ms`,
        `pass ${of('passMs').toFixed(0)} ms`,
        `${ratio.toFixed(2)}x floor (${whole.toFixed(2)}x with listing)`,
        `${(of('bytes') / 1e6).toFixed(0)} MB`,
        `peak ${of('rssMb').toFixed(0)} MB`,
      ].join('  '),
    )
  }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
