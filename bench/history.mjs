// The whole command on real repositories, beside the floor and beside other scanners, in turn, round after round:
//   node bench/history.mjs REPO.. [--rounds 5] [--peer 'COMMAND {} ..']
// `{}` stands for the repository. Prints medians, and medians of each round's ratio to straykey.
// The floor alone: node bench/history-objects.mjs REPO
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    peer: { type: 'string', multiple: true, default: [] },
  },
})
if (positionals.length === 0) throw new Error('name at least one repository')

for (const repository of positionals) {
  const runs = [
    { name: 'straykey', command: [process.execPath, cli, 'history', repository, '--quiet'] },
    {
      name: 'straykey, 1 thread',
      command: [process.execPath, cli, 'history', repository, '--quiet', '--jobs', '1'],
    },
    ...values.peer.map((peer) => ({
      name: peer.split(' ')[0].split('/').at(-1),
      command: peer.split(' ').map((word) => word.replace('{}', repository)),
    })),
  ]
  const seconds = runs.map(() => [])
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [index, run] of runs.entries()) seconds[index].push(await time(run.command))
  }
  console.log(`\n${repository}`)
  for (const [index, run] of runs.entries()) {
    const ratios = seconds[index].map((value, round) => value / seconds[0][round])
    console.log(
      `${run.name.padEnd(20)} ${median(seconds[index]).toFixed(2).padStart(8)} s ${median(ratios).toFixed(2).padStart(8)}x`,
    )
  }
}

/** Wall seconds of one run; what it prints is thrown away and its exit code is its own affair. */
async function time([command, ...args]) {
  const start = performance.now()
  const child = spawn(command, args, { stdio: 'ignore' })
  await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return (performance.now() - start) / 1000
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
