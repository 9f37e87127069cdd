import { expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

test.each(['--repo', '--repository'])('a range of a repository elsewhere: %s', async (option) => {
  await using repo = await createRepo()
  const base = await repo.commit('first')
  await repo.write('a.env', binanceEnv(binancePair(option)))
  const head = await repo.commit('second')
  const run = await runCli(['range', `${base}..${head}`, option, repo.dir])
  expect(run).toMatchObject({ code: 1 })
  expect(run.stdout).toContain('a.env:1')
})
