import { appendFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { defaultCacheDir } from '../../src/app/cache-dir.ts'
import type { HistoryScanOptions } from '../../src/app/options.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import type { ScanProgress } from '../../src/model/progress.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

interface Cache extends AsyncDisposable {
  readonly dir: string
}

async function createCache(): Promise<Cache> {
  const dir = await mkdtemp(join(tmpdir(), 'straykey-cache-'))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}

interface Scanned {
  readonly result: ScanResult
  /** Objects that were read in the scan itself. */
  readonly read: number
}

async function scan(repo: Repo, options: Partial<HistoryScanOptions> = {}): Promise<Scanned> {
  let total = -1
  const onProgress = ({ phase, ...progress }: ScanProgress): void => {
    if (phase === 'scan' && total < 0) ({ total } = progress)
  }
  const result = await scanHistory({ repository: repo.dir, jobs: 1, onProgress, ...options })
  return { result, read: total }
}

/** Scans with the cache and without, and says that both are the same. */
async function same(repo: Repo, { dir }: Cache, options = {}): Promise<Scanned> {
  const cached = await scan(repo, { ...options, cacheDir: dir })
  const plain = await scan(repo, options)
  expect(cached.result).toEqual(plain.result)
  return { result: cached.result, read: cached.read / plain.read }
}

const filler = seeded('filler').hex(3000)

async function busy(repo: Repo, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    await repo.write(`file${i % 5}.txt`, `${filler.replaceAll('a', String(i))}\n`)
    await repo.write('deep/er/number.txt', `${i}\n`)
    await repo.commit(`Step ${i}`)
  }
}

async function history(): Promise<Repo> {
  const repo = await createRepo()
  await busy(repo, 0, 12)
  await repo.write('key.env', binanceEnv(binancePair('cached')))
  await repo.commit('Leak')
  await repo.git('mv', 'key.env', 'moved.env')
  await repo.commit(`Move\n\n${binanceEnv(binancePair('message'))}`)
  await repo.git('tag', '-a', 'v1', '-m', 'One')
  await repo.git('repack', '-q', '-adf')
  return repo
}

async function cacheFile({ dir }: Cache): Promise<string> {
  const names = await readdir(dir)
  expect(names).toHaveLength(1)
  return join(dir, names[0]!)
}

describe('a scan with a cache says what a scan without one says', () => {
  test('the second time, having read only what holds something', async () => {
    await using repo = await history()
    await using cache = await createCache()
    expect((await same(repo, cache)).read).toBe(1)
    const again = await same(repo, cache)
    expect(again.read).toBeLessThan(0.2)
    expect(again.result.findings).toHaveLength(2)
  })

  test('after more commits, repacks, tags, and lost commits', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await same(repo, cache)
    const steps: (() => Promise<unknown>)[] = [
      () => busy(repo, 12, 14),
      () => repo.git('repack', '-q', '-d'),
      () => repo.git('tag', '-a', 'v2', '-m', 'Two'),
      () => repo.git('reset', '-q', '--hard', 'HEAD~1'),
      () => repo.git('repack', '-q', '-ad'),
      async () => {
        await repo.write('again.env', binanceEnv(binancePair('cached')))
        await repo.commit('The same again')
      },
      async () => {
        await repo.write('other.env', binanceEnv(binancePair('other')))
        await repo.commit('Another one')
      },
      async () => {
        await repo.git('reflog', 'expire', '--expire=now', '--all')
        await repo.git('gc', '-q', '--prune=now')
      },
      () => repo.git('checkout', '-q', '-b', 'side', 'HEAD~5'),
    ]
    for (const step of steps) {
      await step()
      await same(repo, cache)
      expect((await same(repo, cache)).read).toBeLessThan(0.5)
    }
  })

  test('a key that comes as a delta to a clean base', async () => {
    await using repo = await createRepo()
    await using cache = await createCache()
    const { key, secret } = binancePair('delta')
    const text = (value: string): string => `${filler}\nBINANCE_API_SECRET=${value}\n${filler}\n`
    await repo.write('a.txt', text(secret.slice(0, 9)))
    await repo.commit('Half of it')
    await repo.git('repack', '-q', '-adf')
    expect((await same(repo, cache)).result.findings).toHaveLength(0)
    await repo.write('a.txt', text(`${secret}\nBINANCE_API_KEY=${key}`))
    await repo.commit('All of it')
    await repo.git('repack', '-q', '-adf', '--depth=10')
    expect((await same(repo, cache)).result.findings).toHaveLength(1)
  })

  test('selections and shards', async () => {
    await using repo = await history()
    await using cache = await createCache()
    for (const options of [
      { since: 'HEAD~5', branches: ['main'] },
      { paths: ['*.env'] },
      { shard: { index: 1, count: 2 } },
      { shard: { index: 2, count: 2 } },
      {},
      { reachableOnly: true },
    ]) {
      await same(repo, cache, options)
      expect((await same(repo, cache, options)).read).toBeLessThanOrEqual(1)
    }
  })

  test('partial clones and SHA-256', async () => {
    await using repo = await createRepo({ objectFormat: 'sha256' })
    await using cache = await createCache()
    await busy(repo, 0, 4)
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    const dir = join(repo.dir, '../clone.git')
    await repo.git('clone', '-q', '--bare', '--filter=blob:limit=1k', `file://${repo.dir}`, dir)
    const clone = { ...repo, dir }
    const first = await same(clone, cache)
    expect(first.result.coverage.skippedCount.missing).toBe(4)
    expect((await same(clone, cache)).read).toBeLessThan(0.2)
  })
})

describe('a cache', () => {
  test('of other rules is not used, and is removed', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await same(repo, cache)
    const before = await cacheFile(cache)
    const rules = loadBuiltinRules().filter(({ id }) => id !== 'binance-api-key')
    expect((await same(repo, cache, { rules })).read).toBe(1)
    expect(await cacheFile(cache)).not.toBe(before)
  })

  test('that is damaged is ignored, said so, and made anew', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await same(repo, cache)
    const file = await cacheFile(cache)
    const good = await readFile(file)
    const damages: (() => Promise<void>)[] = [
      () => writeFile(file, good.subarray(0, good.length - 9)),
      () => writeFile(file, ''),
      () => writeFile(file, 'not a cache at all, but long enough to be one'),
      () => appendFile(file, 'x'),
      async () => {
        const bad = Buffer.from(good)
        bad[good.length - 100]! ^= 1
        await writeFile(file, bad)
      },
    ]
    const { result: plain } = await scan(repo)
    for (const damage of damages) {
      await damage()
      const { result } = await scan(repo, { cacheDir: cache.dir })
      expect(result.notices).toMatchObject([{ code: 'cache' }])
      expect({ ...result, notices: [] }).toEqual({ ...plain, notices: [] })
      expect((await same(repo, cache)).read).toBeLessThan(0.2)
    }
  })

  test('of another repository is of no use and does no harm', async () => {
    await using repo = await history()
    await using other = await createRepo()
    await other.write('key.env', binanceEnv(binancePair('other')))
    await other.commit('Leak')
    await using cache = await createCache()
    await using otherCache = await createCache()
    await same(repo, cache)
    await same(other, otherCache)
    await writeFile(await cacheFile(otherCache), await readFile(await cacheFile(cache)))
    expect((await same(other, otherCache)).read).toBe(1)
  })

  test('knows of a blob that was named before it was here', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await repo.write('late.env', binanceEnv(binancePair('late')))
    await repo.commit('Names what gets lost')
    const id = await repo.git('rev-parse', 'HEAD:late.env')
    const file = join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2))
    const blob = await readFile(file)
    await rm(file)
    const { result } = await same(repo, cache)
    expect(result.coverage.skippedCount.missing).toBe(1)
    await writeFile(file, blob)
    expect((await same(repo, cache)).result.findings).toHaveLength(3)
  })

  test('made for a part serves for the whole', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await repo.write('part.txt', binanceEnv(binancePair('part')))
    await repo.commit('In a part')
    expect((await same(repo, cache, { paths: ['part.txt'] })).result.findings).toHaveLength(1)
    expect((await same(repo, cache)).result.findings).toHaveLength(3)
  })

  test('holds no secret', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await same(repo, cache)
    const bytes = await readFile(await cacheFile(cache))
    const { key, secret } = binancePair('cached')
    for (const text of [key, secret, key.slice(0, 12), secret.slice(0, 12), 'BINANCE']) {
      expect(bytes.includes(text)).toBe(false)
    }
  })

  test('that is not finished is not kept', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await scan(repo, { cacheDir: cache.dir, signal: AbortSignal.abort() })
    expect(await readdir(cache.dir)).toEqual([])
  })

  test('that cannot be written is no fault of the scan', async () => {
    await using repo = await history()
    await using cache = await createCache()
    await writeFile(join(cache.dir, 'file'), '')
    const { result } = await scan(repo, { cacheDir: join(cache.dir, 'file', 'below') })
    expect(result.findings).toHaveLength(2)
    expect(result.notices.map(({ code }) => code)).toContain('cache')
  })
})

test('the folder of caches is the system’s', () => {
  expect(defaultCacheDir({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/straykey')
  expect(defaultCacheDir({ XDG_CACHE_HOME: 'relative' }, 'linux')).toMatch(/\/\.cache\/straykey$/)
  expect(defaultCacheDir({}, 'darwin')).toMatch(/\/Library\/Caches\/straykey$/)
  expect(defaultCacheDir({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/straykey/cache')
})

test('a cache that comes with the repository is refused', async () => {
  await using repo = await history()
  const inside = join(repo.dir, 'found')
  await scan(repo, { cacheDir: inside })
  expect((await scan(repo, { cacheDir: inside })).result.notices).toEqual([])
  await repo.git('add', 'found')
  await expect(scan(repo, { cacheDir: inside })).rejects.toMatchObject({ code: 'usage' })
  await symlink('found', join(repo.dir, 'link'))
  await expect(scan(repo, { cacheDir: join(repo.dir, 'link') })).rejects.toThrow('comes with')
})

test('a cache whose table lies is made anew, whatever its checksum says', async () => {
  await using repo = await history()
  await using cache = await createCache()
  await scan(repo, { cacheDir: cache.dir })
  const [name] = await readdir(cache.dir)
  const file = join(cache.dir, name!)
  const bytes = await readFile(file)
  for (const [from, to] of [
    ['"at":0', '"at":9'],
    ['"type":"u32"', '"type":"f99"'],
    ['[{"name"', '({"name"'],
    [',"length":', ',"lengtx":'],
  ] as const) {
    const forged = Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')
    forged.writeUInt32LE(crc32(forged.subarray(20)), 16)
    await writeFile(file, forged)
    const { result } = await scan(repo, { cacheDir: cache.dir })
    expect(result.notices.map(({ code }) => code)).toEqual(['cache'])
  }
})
