import { join } from 'node:path'
import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { finishShards } from '../../src/app/finish-shards.ts'
import { mergeResults } from '../../src/app/merge.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { jsonPieces } from '../../src/report/json.ts'
import { parseReport } from '../../src/report/parse.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const options = {
  color: false,
  width: 80,
  minConfidence: 'low',
  showSecrets: false,
  version: '1.0.0',
} as const

function json(result: ScanResult): string {
  return [...jsonPieces(result, options)].join('')
}

/** What each shard says, as it comes out of a file. */
async function shardsOf(dir: string, count: number): Promise<[ScanResult, ...ScanResult[]]> {
  const results: ScanResult[] = []
  for (let index = 1; index <= count; index++) {
    const result = await scanHistory({ repository: dir, jobs: 1, shard: { index, count } })
    results.push(parseReport(JSON.parse(json(result))))
  }
  return results as [ScanResult, ...ScanResult[]]
}

async function joined(dir: string, count: number): Promise<ScanResult | null> {
  const shards = await shardsOf(dir, count)
  return finishShards(shards, mergeResults(shards), { repository: dir, jobs: 1 })
}

/** Keys alone, keys with their secrets, passwords, moved files, messages and tags, over packs and loose objects. */
async function busyHistory(): Promise<Repo> {
  const repo = await createRepo()
  const random = seeded('shards')
  for (let i = 0; i < 30; i++) {
    const pair = binancePair(`pair ${i % 5}`)
    const name = `dir${i % 3}/settings${i % 7}.env`
    if (i % 4 === 0) await repo.write(name, `BINANCE_API_KEY=${pair.key}\n${random.hex(200)}\n`)
    else if (i % 4 === 1) await repo.write(name, binanceEnv(pair) + random.hex(300))
    else if (i % 4 === 2) {
      const password = `${random.pick(['tiger', 'walrus', 'otter'])}${random.digits(4)}!x`
      await repo.write(name, `url = postgres://admin:${password}@db.example.com/x\n`)
    } else await repo.write(name, `${random.hex(100)}\n`)
    await repo.commit(i % 9 === 0 ? `Note\n\n${binanceEnv(binancePair(`msg ${i}`))}` : `Step ${i}`)
    if (i === 12 || i === 20) await repo.git('repack', '-q', '-d')
    if (i === 15) await repo.git('tag', '-a', 'v1', '-m', binanceEnv(binancePair('tagged')))
    if (i === 18) await repo.git('reset', '-q', '--hard', 'HEAD~2')
  }
  return repo
}

describe('shards joined are one scan, byte for byte', () => {
  test.each([1, 2, 3, 7])('%i of them', async (count) => {
    await using repo = await busyHistory()
    const whole = await scanHistory({ repository: repo.dir, jobs: 1 })
    expect(whole.findings.length).toBeGreaterThan(8)
    const result = await joined(repo.dir, count)
    expect(json(result as ScanResult)).toBe(json(whole))
  })

  test('of a partial clone', async () => {
    await using repo = await busyHistory()
    await repo.write('large.txt', 'x'.repeat(4000))
    await repo.commit('Large')
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    const clone = join(repo.dir, '../clone.git')
    await repo.git('clone', '-q', '--bare', '--filter=blob:limit=1k', `file://${repo.dir}`, clone)
    const whole = await scanHistory({ repository: clone, jobs: 1 })
    expect(whole.coverage.skippedCount).toEqual({ missing: 1 })
    expect(json((await joined(clone, 3)) as ScanResult)).toBe(json(whole))
    const shards = await shardsOf(clone, 3)
    expect(mergeResults(shards).coverage).toEqual(whole.coverage)
  })

  test('of a damaged repository', async () => {
    await using repo = await busyHistory()
    await writeFile(join(repo.dir, '.git/objects/pack/pack-0123.pack'), 'no pack')
    await writeFile(join(repo.dir, '.git/refs/heads/lost'), `${seeded('lost').hex(40)}\n`)
    const tree = await repo.git('rev-parse', 'HEAD^{tree}')
    const file = join(repo.dir, '.git/objects', tree.slice(0, 2), tree.slice(2))
    await rm(file)
    await writeFile(file, 'damaged')
    const whole = await scanHistory({ repository: repo.dir, jobs: 1 })
    expect(whole.coverage.skippedCount).toMatchObject({ corrupt: 2, missing: 1 })
    expect(json((await joined(repo.dir, 3)) as ScanResult)).toBe(json(whole))
  })
})

test('slices are disjoint, complete and even', async () => {
  await using repo = await createRepo()
  const random = seeded('even')
  for (let i = 0; i < 60; i++) {
    await repo.write(`file${i}.bin`, Buffer.from(random.bytes(3000)))
    if (i % 6 === 0) await repo.commit(`Add ${i}`)
  }
  await repo.git('repack', '-q', '-adf')
  const whole = await scanHistory({ repository: repo.dir, jobs: 1 })
  const shards = await shardsOf(repo.dir, 4)
  const sum = (key: 'blobs' | 'commits' | 'trees' | 'bytes'): number =>
    shards.reduce((total, { coverage }) => total + coverage[key], 0)
  for (const key of ['blobs', 'commits', 'trees', 'bytes'] as const) {
    expect(sum(key)).toBe(whole.coverage[key])
  }
  for (const { coverage } of shards) {
    expect(coverage.bytes / whole.coverage.bytes).toBeGreaterThan(0.2)
    expect(coverage.bytes / whole.coverage.bytes).toBeLessThan(0.3)
  }
})

describe('shards that do not fit are refused', () => {
  const finish = (dir: string, results: readonly ScanResult[]): Promise<ScanResult | null> =>
    finishShards(results, mergeResults(results as [ScanResult]), { repository: dir, jobs: 1 })

  test('one is missing, one is there twice, or they are of two databases', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.commit('First')
    const [first, second, third] = await shardsOf(repo.dir, 3)
    await expect(finish(repo.dir, [first, second!])).rejects.toThrow('shard 3/3 is missing')
    await expect(finish(repo.dir, [first, second!, third!, first])).rejects.toThrow('given twice')
    await repo.commit('Second')
    const [later] = await shardsOf(repo.dir, 3)
    await expect(finish(repo.dir, [later, second!, third!])).rejects.toThrow('databases differ')
    const plain = await scanHistory({ repository: repo.dir, jobs: 1 })
    await expect(finish(repo.dir, [first, second!, third!, plain])).rejects.toThrow('no shards')
    // The repository went on: the reports are all there is.
    expect(await finish(repo.dir, [first, second!, third!])).toBeNull()
    expect(await finish(repo.dir, [plain])).toBeNull()
  })
})
