import { describe, expect, test } from 'vitest'
import { readWrittenSecrets, rereadSecrets } from '../../src/app/reread-secrets.ts'
import { loadRules } from '../../src/app/rules.ts'
import { scanFiles } from '../../src/app/scan-files.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { parseReport, render } from '../../src/report/index.ts'
import { gzip, tar, zip } from '../helpers/archives.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'
import { plainOptions } from '../report/sample.ts'

const rules = loadRules([])

/** What is left of a result in a report: no secret. */
async function reported(result: ScanResult): Promise<ScanResult> {
  const text = await render('json', result, { ...plainOptions, minConfidence: 'low' })
  const read = parseReport(JSON.parse(text))
  expect(read.findings.flatMap(({ secrets }) => secrets.filter((part) => part.secret))).toEqual([])
  return read
}

function again(result: ScanResult, repo: Repo): ReturnType<typeof rereadSecrets> {
  return rereadSecrets(result.findings, options(repo))
}

const options = (repo: Repo) => ({
  repository: repo.dir,
  pathsFrom: repo.dir,
  rules,
  salt: null,
})

/** The values of each finding, in one text. */
function valuesOf(reread: ReturnType<typeof rereadSecrets>): string[] {
  return reread.map(({ whole }) => {
    const values = whole?.secrets.map(({ secret }) => secret?.reveal('verify') ?? '') ?? []
    return values.toSorted().join(' ')
  })
}

describe('secrets in archives are read again', () => {
  const packed = binancePair('packed')
  const nested = binancePair('nested')
  const stored = binancePair('stored')
  const wanted = [packed, nested, stored].map(({ key, secret }) =>
    [key, secret].toSorted().join(' '),
  )

  async function archives(): Promise<Repo> {
    const repo = await createRepo()
    const inner = gzip(tar([{ name: 'conf/.env', content: binanceEnv(nested) }]))
    const files = [
      { name: 'lib/readme.txt', content: 'nothing here\n' },
      { name: 'lib/app.env', content: binanceEnv(packed) },
      { name: 'lib/conf.tgz', content: inner },
    ]
    await repo.write('dist/app.zip', zip(files))
    await repo.write('dist/plain.tar', tar([{ name: 'a/.env', content: binanceEnv(stored) }]))
    await repo.commit('archives')
    return repo
  }

  test('from history, also when HEAD has none of them any more', async () => {
    await using repo = await archives()
    await repo.remove('dist')
    await repo.commit('gone')
    const read = await reported(await scanHistory({ repository: repo.dir, jobs: 1 }))
    const found = again(read, repo)
    expect(valuesOf(found).toSorted()).toEqual(wanted.toSorted())
    expect(found.map(({ finding, whole }) => whole?.id === finding.id)).toEqual([true, true, true])
    const whole = found.flatMap((item) => item.whole ?? [])
    const { enclosed } = readWrittenSecrets(whole, options(repo))
    expect(enclosed).toEqual(['dist/app.zip', 'dist/plain.tar'])
  })

  test('from files, and what changed since is not taken for them', async () => {
    await using repo = await archives()
    const scan = { paths: [repo.dir], root: repo.dir, jobs: 1 }
    const read = await reported(await scanFiles(scan))
    expect(valuesOf(again(read, repo)).toSorted()).toEqual(wanted.toSorted())
    const other = { name: 'lib/app.env', content: binanceEnv(binancePair('other')) }
    await repo.write('dist/app.zip', zip([other]))
    const changed = again(read, repo)
    expect(changed.filter(({ whole }) => whole !== null)).toHaveLength(1)
  })

  test('guessable ones are told apart by the member they stand in', async () => {
    await using repo = await createRepo()
    const random = seeded('members')
    const passwords = ['otter', 'walrus'].map((animal) => `${animal}${random.digits(4)}!x`)
    const members = passwords.map((password, index) => ({
      name: `conf/${index}.cfg`,
      content: `url = postgres://admin:${password}@db${index}.internal.net/x\n`,
    }))
    await repo.write('backup.tgz', gzip(tar(members)))
    await repo.commit('backup')
    const result = await scanHistory({ repository: repo.dir, jobs: 1 })
    const before = result.findings.map(({ secrets: [part] }) => part.secret?.reveal('verify') ?? '')
    expect(before.toSorted()).toEqual(passwords.toSorted())
    const after = valuesOf(again(await reported(result), repo))
    expect(after).toEqual(before)
  })
})
