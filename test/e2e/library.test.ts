import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'

const read = (name: string): Promise<string> =>
  readFile(new URL(`../../${name}`, import.meta.url), 'utf8')

/** The examples of a page that use the package. */
async function examples(name: string): Promise<string[]> {
  const blocks = [...(await read(name)).matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code)
  const built = new URL('../../dist/index.js', import.meta.url).href
  return blocks
    .filter((code) => code.includes("from 'straykey'"))
    .map((code) => code.replace("from 'straykey'", `from ${JSON.stringify(built)}`))
}

test.each(['README.md', 'docs/library.md'])('the examples of %s run', async (name) => {
  const codes = await examples(name)
  expect(codes).toHaveLength(1)
  await using repo = await createRepo()
  await repo.write('src/bot.env', binanceEnv(binancePair('src')))
  await repo.write('.env', 'nothing\n')
  await repo.write('../other/a.txt', 'nothing\n')
  await repo.commit('now', { date: new Date().toISOString() })
  for (const code of codes) {
    // Nothing may be asked of a vendor here: the check is left out of what runs, not of what is parsed.
    const offline = code.replace('await verifyResult(', '(() => {})(')
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', offline], {
      cwd: repo.dir,
      env: scrubbedEnv(),
      encoding: 'utf8',
    })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout.includes('Binance API key')).toBe(name === 'README.md')
  }
})
