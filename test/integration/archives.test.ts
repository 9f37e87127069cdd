import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scanFiles } from '../../src/app/scan-files.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { scanText } from '../../src/app/scan-text.ts'
import { ar, gzip, tar, zip } from '../helpers/archives.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'

const found = (result: Awaited<ReturnType<typeof scanFiles>>): unknown[] =>
  result.findings.map(({ rule, confidence, occurrences: [place] }) => [
    rule,
    confidence,
    place.path,
    place.via,
  ])

describe('archives', () => {
  const env = binanceEnv(binancePair('archives'))

  test('in the work tree: nested ones, encrypted ones, formats that are not unpacked', async () => {
    await using repo = await createRepo()
    const inner = gzip(tar([{ name: 'conf/.env', content: env }]))
    await repo.write('dist/app.zip', zip([{ name: 'lib/conf.tgz', content: inner }]))
    await repo.write('dist/locked.zip', zip([{ name: 'a', content: env, encrypted: true }]))
    await repo.write('dist/data.xz', Buffer.from('\u00fd7zXZ\0 and so on', 'latin1'))
    const result = await scanFiles({ paths: [repo.dir], root: repo.dir, jobs: 1 })
    expect(found(result)).toEqual([
      ['binance-api-key', 'high', 'dist/app.zip', ['zip:lib/conf.tgz', 'gzip', 'tar:conf/.env']],
    ])
    expect(result.coverage.skippedCount).toEqual({ 'encrypted-archive': 1, unsupported: 1 })
  })

  test('a path inside counts like one outside', () => {
    const bytes = (name: string): Buffer => tar([{ name, content: env }])
    const points = (name: string): number =>
      scanText(bytes(name), { name: 'a.tar' }).findings[0]!.because.reduce(
        (sum, { weight }) => sum + weight,
        0,
      )
    expect(points('test/fixtures/env')).toBeLessThan(points('conf/env'))
  })

  test('in history: an archive that a delta makes of another, and of what is none', async () => {
    await using repo = await createRepo()
    const noise = Array.from({ length: 40 }, (_, n) => ({
      name: `n${n}`,
      content: randomBytes(3000),
      stored: true,
    }))
    const file = { name: 'conf/.env', content: env, stored: true }
    await repo.write('a.zip', zip(noise))
    await repo.commit('noise')
    await repo.write('a.zip', zip([...noise, file]))
    await repo.commit('with a secret, packed as a delta')
    await repo.write(
      'a.zip',
      Buffer.concat([zip([...noise, file]).subarray(4), Buffer.from('no more')]),
    )
    await repo.commit('no archive any more')
    await repo.git('repack', '-adfq', '--depth=50', '--window=50')
    const result = await scanHistory({ repository: join(repo.dir), jobs: 1 })
    expect(result.coverage.skippedCount).toEqual({})
    expect(result.findings).toHaveLength(1)
    const [finding] = result.findings
    expect(finding).toMatchObject({ rule: 'binance-api-key', confidence: 'high' })
    expect(finding!.history!.versions).toBe(2)
  })

  test('in history: packed data in base64 whose last lines a delta changes; a package; a script with a zip', async () => {
    await using repo = await createRepo()
    const noise = randomBytes(6000).toString('hex')
    const wrapped = (text: string): string =>
      `release: |\n  ${gzip(text).toString('base64').replaceAll(/.{76}/g, '$&\n  ')}\n`
    await repo.write('release.yaml', wrapped(`${noise}\n`))
    await repo.commit('noise')
    await repo.write('release.yaml', wrapped(`${noise}\n${env}`))
    await repo.commit('with a secret')
    const other = (name: string): string => binanceEnv(binancePair(name))
    const data = gzip(tar([{ name: 'conf/.env', content: other('package') }]))
    await repo.write('tool.deb', ar([{ name: 'data.tar.gz', content: data }]))
    const script = Buffer.from('#!/bin/sh\nexec unzip "$0"\n')
    await repo.write('run.sh', Buffer.concat([script, zip([{ name: 'a', content: other('zip') }])]))
    await repo.commit('others')
    await repo.git('repack', '-adfq', '--depth=50', '--window=50')
    const result = await scanHistory({ repository: join(repo.dir), jobs: 1 })
    expect(result.coverage.skippedCount).toEqual({})
    const byPath = found(result).toSorted((a, b) => String(a).localeCompare(String(b)))
    expect(byPath).toEqual([
      ['binance-api-key', 'high', 'release.yaml', ['base64', 'gzip']],
      ['binance-api-key', 'high', 'run.sh', ['zip:a']],
      ['binance-api-key', 'high', 'tool.deb', ['ar:data.tar.gz', 'gzip', 'tar:conf/.env']],
    ])
  })
})
