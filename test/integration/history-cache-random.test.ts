import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { HistoryScanOptions } from '../../src/app/options.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { ScanError } from '../../src/model/errors.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

type Step = (repo: Repo, random: Seeded) => Promise<unknown>

const paths = ['a.env', 'b/c.env', 'b/d/e.txt', 'f.py', 'b/g.txt']

/** Few enough that they come again. */
function secretText(random: Seeded): string | Uint8Array {
  const pair = binancePair(`random ${random.int(4)}`)
  const text = binanceEnv(pair)
  const filler = `# ${random.int(3)}\n`.repeat(random.int(60))
  switch (random.int(7)) {
    case 0:
      return `data:\n  env: ${Buffer.from(text).toString('base64')}\n`
    case 1:
      return gzipSync(text)
    case 2:
      return `${filler}database_password = "${seeded(`pw ${random.int(2)}`).base62(14)}"\n`
    case 3:
      return `${filler}BINANCE_API_SECRET=${pair.secret} # straykey:allow binance-api-secret - a test\n`
    case 4:
      return Buffer.from(`\uFEFF${text}`, 'utf16le')
    default:
      return `${filler}${text}${filler}`
  }
}

const steps: readonly Step[] = [
  async (repo, random) => {
    await repo.write(random.pick(paths), `harmless ${random.int(100)}\n`.repeat(20))
    await repo.commit('Clean')
  },
  async (repo, random) => {
    await repo.write(random.pick(paths), secretText(random))
    await repo.commit('Leak')
  },
  async (repo, random) => {
    await repo.write(`more/${random.int(30)}.txt`, secretText(random))
    await repo.write(random.pick(paths), `harmless ${random.int(5)}\n`)
    await repo.commit(
      random.next() < 0.3 ? `Told\n\n${binanceEnv(binancePair(`random ${random.int(4)}`))}` : 'Two',
    )
  },
  async (repo, random) => {
    await repo.remove(random.pick(paths)).catch(() => null)
    await repo.commit('Gone')
  },
  (repo) => repo.git('commit', '-q', '--amend', '--allow-empty', '-m', 'Amended'),
  (repo) => repo.git('revert', '--no-edit', 'HEAD'),
  (repo, random) =>
    repo.git('checkout', '-q', '-B', `side${random.int(3)}`, `HEAD~${random.int(3)}`),
  (repo) => repo.git('checkout', '-q', 'main'),
  (repo, random) =>
    repo.git('merge', '-q', '--no-ff', '-X', 'ours', '-m', 'Merge', `side${random.int(3)}`),
  (repo, random) => repo.git('branch', '-q', '-D', `side${random.int(3)}`),
  (repo, random) =>
    repo.git('tag', '-a', `v${random.int(9)}`, '-m', `Tag ${String(secretText(random))}`),
  (repo, random) => repo.git('tag', '-d', `v${random.int(9)}`),
  (repo) => repo.git('notes', 'add', '-f', '-m', binanceEnv(binancePair('note'))),
  (repo) => repo.git('reset', '-q', '--hard', 'HEAD~1'),
  (repo) => repo.git('repack', '-q', '-d'),
  (repo) => repo.git('repack', '-q', '-adf'),
  (repo) => repo.git('gc', '-q', '--prune=now'),
  async (repo) => {
    await repo.git('reflog', 'expire', '--expire=now', '--all')
    await repo.git('gc', '-q', '--prune=now')
  },
  async (repo, random) => {
    await repo.write('a.env', secretText(random))
    await repo.git('stash', '-q')
  },
]

/** What is asked for differs too: now all of it, now a part. */
function anyOptions(random: Seeded): Partial<HistoryScanOptions> {
  switch (random.int(10)) {
    case 0:
      return { paths: ['*.env'] }
    case 1:
      return { since: 'HEAD~2' }
    case 2:
      return { reachableOnly: true }
    case 3:
      return { shard: { index: 1 + random.int(2), count: 2 } }
    default:
      return {}
  }
}

/** What a scan says; or why it cannot. */
async function scan(repo: Repo, options: Partial<HistoryScanOptions>): Promise<string> {
  try {
    return JSON.stringify(await scanHistory({ repository: repo.dir, jobs: 1, ...options }), null, 1)
  } catch (error) {
    if (error instanceof ScanError) return error.message
    throw error
  }
}

/**
 * Each scan takes the cache of the last one, or of one long before: a cache is not written for a little that is new, so
 * that much may have happened since.
 */
async function compareAll(seed: string, length: number): Promise<number> {
  const random = seeded(seed)
  await using repo = await createRepo({ objectFormat: random.next() < 0.2 ? 'sha256' : 'sha1' })
  const dir = await mkdtemp(join(tmpdir(), 'straykey-cache-'))
  try {
    await repo.write('readme.txt', 'Nothing yet.\n')
    await repo.commit('First')
    const kept: string[] = []
    let found = 0
    for (let i = 0; i < length; i++) {
      for (let n = random.int(3); n >= 0; n--) {
        // Git refuses some: nothing to stash, no such branch.
        await random
          .pick(steps)(repo, random)
          .catch(() => null)
      }
      const cached = join(dir, 'cache')
      const [name] = await readdir(cached).catch(() => [])
      if (name !== undefined && kept.length > 0 && random.next() < 0.4) {
        await copyFile(random.pick(kept), join(cached, name))
      }
      const options = anyOptions(random)
      const result = await scan(repo, { ...options, cacheDir: cached })
      const plain = await scan(repo, options)
      expect(result, `${seed}, scan ${i}`).toBe(plain)
      found += plain.split('"fingerprint"').length - 1
      const [file] = await readdir(cached).catch(() => [])
      if (file === undefined) continue
      kept.push(join(dir, String(i)))
      await copyFile(join(cached, file), kept.at(-1)!)
    }
    return found
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

test.each(Array.from({ length: Number(process.env['ROUNDS'] ?? 6) }, (_, i) => `cache ${i}`))(
  'whatever happened since, a scan with a cache says what one without says: %s',
  async (seed) => {
    expect(await compareAll(seed, 10)).toBeGreaterThan(0)
  },
  60_000,
)
