import { expect, test } from 'vitest'
import { ignoreAsGitleaks } from '../../src/app/gitleaks-ignore.ts'
import { parseImport } from '../../src/app/baseline-import.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'

const { key } = binancePair('head')

test('a place in HEAD has the line of a checkout', async () => {
  await using repo = await createRepo()
  await repo.write('bot.env', binanceEnv(binancePair('head')))
  await repo.write('gone.env', binanceEnv(binancePair('head')))
  const introduced = await repo.commit('Add')
  await repo.write('bot.env', `# one\n# two\n${binanceEnv(binancePair('head'))}`)
  await repo.remove('gone.env')
  await repo.commit('Move down')
  const blob = (await repo.git('rev-parse', 'HEAD:bot.env')).trim()
  const { findings } = await scanHistory({ repository: repo.dir })
  expect(findings).toHaveLength(1)
  const [cameIn, inHead, gone, ...others] = findings[0]!.occurrences
  expect(cameIn).toMatchObject({ path: 'bot.env', line: 1, commit: { id: introduced.trim() } })
  expect(cameIn).not.toHaveProperty('inHead')
  expect(inHead).toMatchObject({ path: 'bot.env', line: 3, blob, inHead: true })
  expect(gone).toMatchObject({ path: 'gone.env', line: 1 })
  expect(gone).not.toHaveProperty('inHead')
  expect(others).toEqual([])
})

test('a version that HEAD still has is told once', async () => {
  await using repo = await createRepo()
  await repo.write('bot.env', binanceEnv(binancePair('head')))
  await repo.commit('Add')
  const { findings } = await scanHistory({ repository: repo.dir })
  expect(findings[0]!.occurrences).toHaveLength(1)
  expect(findings[0]!.occurrences[0]).toMatchObject({ path: 'bot.env', line: 1, inHead: true })
})

test('where HEAD has the key alone, the pair is told too', async () => {
  await using repo = await createRepo()
  await repo.write('bot.env', binanceEnv(binancePair('head')))
  await repo.commit('Add')
  await repo.write('bot.env', `# moved\nBINANCE_API_KEY=${key}\n`)
  await repo.commit('Take the secret out')
  const { findings } = await scanHistory({ repository: repo.dir })
  expect(findings).toHaveLength(1)
  const places = findings[0]!.occurrences.map(({ line, inHead, parts }) => {
    return { line, inHead: inHead ?? false, parts: parts?.length ?? 0 }
  })
  expect(places).toEqual([
    { line: 1, inHead: false, parts: 1 },
    { line: 2, inHead: true, parts: 0 },
  ])
})

test('a line that gitleaks was told to ignore stays ignored when it moves', async () => {
  await using repo = await createRepo()
  await repo.write('bot.env', binanceEnv(binancePair('head')))
  const introduced = (await repo.commit('Add')).trim()
  await repo.write('bot.env', `# moved\n${binanceEnv(binancePair('head'))}`)
  await repo.commit('Move down')
  const { findings } = await scanHistory({ repository: repo.dir })
  expect(findings[0]!.occurrences).toHaveLength(2)
  const stateFor = (line: number): string[] => {
    const ignored = parseImport(`${introduced}:bot.env:binance:${line}\n`, '.gitleaksignore')
    return ignoreAsGitleaks(findings, ignored, []).map(({ state }) => state)
  }
  expect(stateFor(1)).toEqual(['suppressed'])
  expect(stateFor(7)).toEqual(['new'])
})
