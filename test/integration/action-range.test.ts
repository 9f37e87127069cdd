import { rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  prepareRange,
  type PreparedRange,
  type RangeQuestion,
} from '../../src/app/prepare-range.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

/** Random history with merges; every commit has a branch, so that all of them can be fetched. */
async function randomHistory(repo: Repo, seed: string, amount: number): Promise<string[]> {
  const random = seeded(seed)
  const tree = await repo.git('write-tree')
  const ids: string[] = []
  for (let i = 0; i < amount; i++) {
    const count = i === 0 ? 0 : random.next() < 0.3 ? 2 : 1
    // Mostly from the youngest, as people do; sometimes from far back.
    const back = random.next() < 0.8 ? 4 : i
    const parents = Array.from({ length: count }, () => ids[Math.max(0, i - 1 - random.int(back))]!)
    const args = [...new Set(parents)].flatMap((id) => ['-p', id])
    ids.push(await repo.git('commit-tree', tree, ...args, '-m', `Commit ${i}`))
  }
  for (const [i, id] of ids.entries()) await repo.git('update-ref', `refs/heads/c${i}`, id)
  await repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  return ids
}

async function shallowClone(repo: Repo, ref: string, depth: number): Promise<Repo> {
  const clone = await createRepo()
  await clone.git('fetch', '-q', `--depth=${depth}`, pathToFileURL(repo.dir).href, ref)
  return clone
}

function ask(
  clone: Repo,
  origin: Repo,
  question: Partial<RangeQuestion> & { head: string },
): Promise<PreparedRange> {
  return prepareRange({
    repository: clone.dir,
    remote: { url: pathToFileURL(origin.dir).href, authorization: null },
    base: null,
    merge: null,
    headRef: null,
    baseRef: null,
    commits: null,
    baseMayBeGone: false,
    ...question,
  })
}

describe('prepareRange', () => {
  test.each(['one', 'two', 'three'])(
    'lists in shallow clones what git lists in the whole repository (history %s)',
    async (seed) => {
      await using repo = await createRepo()
      const ids = await randomHistory(repo, seed, 60)
      const random = seeded(`${seed} ranges`)
      for (let i = 0; i < 6; i++) {
        const head = 20 + random.int(40)
        const base = random.int(60)
        await using clone = await shallowClone(repo, `c${head}`, 1 + random.int(5))
        const range = [`${ids[base]}..${ids[head]}`]
        const truth = (await repo.git('rev-list', ...range)).split('\n').filter(Boolean)
        const { commits } = await ask(clone, repo, {
          head: ids[head]!,
          base: ids[base]!,
          commits: truth.length,
        })
        expect(commits.toSorted(), `c${base}..c${head}`).toEqual(truth.toSorted())
      }
    },
  )

  test('deepens step by step in a long history, and no further than it must', async () => {
    await using repo = await createRepo()
    const input = Array.from({ length: 3000 }, (_, i) => {
      return `commit refs/heads/long\ncommitter Ada <ada@example.com> ${1_700_000_000 + i} +0000\ndata 1\n${i % 10}\n`
    })
    await repo.gitBytes(['fast-import', '--quiet'], input.join(''))
    const all = (await repo.git('rev-list', 'long')).split('\n')
    await repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
    await using clone = await shallowClone(repo, 'long', 1)
    const { commits, notes } = await ask(clone, repo, { head: all[0]!, base: all[120]! })
    expect(commits).toHaveLength(120)
    expect(notes).toEqual([expect.stringContaining('was shallow')])
    expect(await clone.git('rev-parse', '--is-shallow-repository')).toBe('true')
    expect((await ask(clone, repo, { head: all[0]!, base: all[2500]! })).commits).toHaveLength(2500)
  })

  test('asks no server when the clone is whole', async () => {
    await using repo = await createRepo()
    const ids = await randomHistory(repo, 'whole', 5)
    const whole = await ask(repo, repo, { head: ids[4]!, base: ids[1]!, remote: null })
    const truth = (await repo.git('rev-list', `${ids[1]}..${ids[4]}`)).split('\n')
    expect(whole.commits).toEqual(truth)
    expect(whole.notes).toEqual([])
  })

  test('says in a sentence what cannot be had', async () => {
    await using repo = await createRepo()
    const ids = await randomHistory(repo, 'gone', 5)
    await using clone = await shallowClone(repo, 'c4', 1)
    const gone = '12'.repeat(20)
    await expect(ask(clone, repo, { head: gone })).rejects.toThrow(
      /^The commit 1212.* cannot be fetched/,
    )
    await expect(ask(clone, repo, { head: ids[4]!, base: gone })).rejects.toThrow(
      /builds on.*fetch-depth: 0/,
    )
    await rm(repo.dir, { recursive: true })
    await expect(ask(clone, repo, { head: ids[4]!, base: ids[0]! })).rejects.toThrow(
      /cannot be fetched/,
    )
  })

  test('never sends a token in arguments, and replaces the header the clone has', async () => {
    const { fetchEnvironment } = await import('../../src/git/git-environment.ts')
    const env = fetchEnvironment('/x/.git', {
      url: 'https://ghe.example.com/octo/bot',
      authorization: 'basic eA==',
    })
    expect(env).toMatchObject({
      GIT_ALLOW_PROTOCOL: 'https',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'http.https://ghe.example.com/.extraheader',
      GIT_CONFIG_VALUE_0: '',
      GIT_CONFIG_VALUE_1: 'Authorization: basic eA==',
    })
    const ext = fetchEnvironment('/x/.git', { url: 'ext::sh -c x', authorization: 'basic eA==' })
    expect(ext).toMatchObject({ GIT_ALLOW_PROTOCOL: 'none' })
    expect(ext).not.toHaveProperty('GIT_CONFIG_COUNT')
  })
})
