import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyTriage } from '../../src/app/policy.ts'
import type { HistoryScanOptions } from '../../src/app/options.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { parseSince } from '../../src/app/since.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'

function scan(repo: Repo, options: Partial<HistoryScanOptions> = {}): Promise<ScanResult> {
  return scanHistory({ repository: repo.dir, jobs: 1, ...options })
}

/** Names of the files that the findings stand in, the first part of each path. */
function names({ findings }: ScanResult): string[] {
  const paths = findings.flatMap(({ occurrences }) =>
    occurrences.map(({ kind, path }) => path || kind),
  )
  return [...new Set(paths)].toSorted()
}

async function leak(repo: Repo, path: string, date: string): Promise<string> {
  await repo.write(path, binanceEnv(binancePair(path)))
  return await repo.commit(`Add ${path}`, { date })
}

/** A leak in each of: an old commit, main, a side branch, a tag's own line, a message, an amended commit. */
async function manyLeaks(): Promise<Repo & { readonly middle: string }> {
  const repo = await createRepo()
  await leak(repo, 'old.env', '2024-01-01T00:00:00Z')
  const middle = await leak(repo, 'src/middle.env', '2024-02-01T00:00:00Z')
  await repo.git('checkout', '-q', '-b', 'side')
  await leak(repo, 'side.env', '2024-03-01T00:00:00Z')
  await repo.git('checkout', '-q', '-b', 'tagged')
  await leak(repo, 'tagged.env', '2024-03-02T00:00:00Z')
  await repo.git('tag', '-a', 'v1', '-m', `Release\n\n${binanceEnv(binancePair('tag'))}`)
  await repo.git('checkout', '-q', 'main')
  await repo.git('branch', '-q', '-D', 'tagged')
  await leak(repo, 'lost.env', '2024-04-01T00:00:00Z')
  await repo.git('reset', '-q', '--hard', 'HEAD^')
  await leak(repo, 'src/new.txt', '2024-05-01T00:00:00Z')
  return Object.assign(repo, { middle })
}

const everything = [
  'lost.env',
  'old.env',
  'side.env',
  'src/middle.env',
  'src/new.txt',
  'tag',
  'tagged.env',
]

describe('a selection', () => {
  test('by default is everything', async () => {
    await using repo = await manyLeaks()
    expect(names(await scan(repo))).toEqual(everything)
  })

  test.each([
    [
      'since a date',
      { since: '2024-02-15' },
      ['lost.env', 'side.env', 'src/new.txt', 'tag', 'tagged.env'],
    ],
    ['of a branch', { branches: ['side'] }, ['old.env', 'side.env', 'src/middle.env']],
    [
      'of two branches',
      { branches: ['side', 'main'] },
      ['old.env', 'side.env', 'src/middle.env', 'src/new.txt'],
    ],
    [
      'of refs by pattern',
      { refs: ['refs/tags/*'] },
      ['old.env', 'side.env', 'src/middle.env', 'tag', 'tagged.env'],
    ],
    ['of refs by folder', { refs: ['heads'], since: '2024-03-01' }, ['side.env', 'src/new.txt']],
    [
      'that is reachable',
      { reachableOnly: true },
      everything.filter((name) => name !== 'lost.env'),
    ],
    ['of a path', { paths: ['src/'] }, ['src/middle.env', 'src/new.txt']],
    ['of names', { paths: ['*.txt', 'old.*'] }, ['old.env', 'src/new.txt']],
    ['of a path since a date', { paths: ['src'], since: '2024-03-01' }, ['src/new.txt']],
    [
      'of a path on a branch',
      { paths: ['*.env'], branches: ['main'] },
      ['old.env', 'src/middle.env'],
    ],
  ])('%s', async (_, options, expected) => {
    await using repo = await manyLeaks()
    const result = await scan(repo, options)
    expect(names(result)).toEqual(expected)
    expect(result.notices).toContainEqual(expect.objectContaining({ code: 'selection' }))
    await repo.git('repack', '-q', '-adfk')
    expect(await scan(repo, options)).toEqual(result)
  })

  test('since a commit, by any name it has', async () => {
    await using repo = await manyLeaks()
    for (const since of [repo.middle, repo.middle.slice(0, 9), 'main^']) {
      const result = await scan(repo, { since, branches: ['main'] })
      expect(names(result)).toEqual(['src/new.txt'])
      expect(result.coverage).toMatchObject({ commits: 1, blobs: 1, tags: 0, trees: 0 })
    }
  })

  test.each([
    { reachableOnly: true },
    { reachableOnly: true, since: '2000-01-01' },
    { reachableOnly: true, paths: ['conf.py'] },
  ])('$paths $since that is reachable names nothing that no ref reaches', async (options) => {
    await using repo = await createRepo()
    const text = binanceEnv(binancePair('left'))
    await repo.write('conf.py', text)
    await repo.git('add', 'conf.py')
    await repo.write('conf.py', text.replaceAll(/^/gm, '# straykey:allow binance-api-key why\n'))
    await repo.commit('allowed')
    const whole = await applyTriage(await scan(repo), { root: repo.dir })
    expect(names(whole)).toEqual(['conf.py', 'unreachable'])
    expect(whole.findings).toMatchObject([{ state: 'new' }])
    const [blob = ''] = whole.findings.flatMap(({ occurrences }) =>
      occurrences.flatMap((place) => (place.kind === 'unreachable' && place.blob) || []),
    )
    expect(whole.notices).toEqual([
      { code: 'allowed-but-left', detail: expect.stringContaining(blob.slice(0, 10)) as string },
    ])
    const part = await applyTriage(await scan(repo, options), { root: repo.dir })
    expect(names(part)).toEqual(['conf.py'])
    expect(part.findings).toMatchObject([{ state: 'suppressed' }])
  })

  test('counts what git lists', async () => {
    await using repo = await manyLeaks()
    const { coverage } = await scan(repo, { reachableOnly: true })
    const listed = (await repo.git('rev-list', '--objects', '--all', '--no-object-names')).split(
      '\n',
    )
    const { commits, trees, blobs, tags } = coverage
    expect(commits + trees + blobs + tags).toBe(listed.length)
    expect(commits).toBe(Number(await repo.git('rev-list', '--all', '--count')))
    expect(tags).toBe(1)
  })

  test('finds a subset of all findings, each with its whole story', async () => {
    await using repo = await createRepo()
    const pair = binanceEnv(binancePair('story'))
    await repo.write('first.env', pair)
    const introduced = await repo.commit('Add', { date: '2024-01-01T00:00:00Z' })
    await repo.git('mv', 'first.env', 'second.env')
    await repo.write('second.env', `${pair}# changed\n`)
    await repo.write('other.env', binanceEnv(binancePair('other')))
    await repo.commit('Move', { date: '2024-06-01T00:00:00Z' })
    await repo.write('second.env', `${pair}# changed again\n`)
    await repo.commit('Change', { date: '2024-07-01T00:00:00Z' })
    const all = await scan(repo)
    const recent = await scan(repo, { since: '2024-06-15' })
    expect(recent.findings).toHaveLength(1)
    expect(all.findings).toContainEqual(recent.findings[0])
    expect(recent.findings[0]?.history).toMatchObject({
      introduced: { id: introduced },
      paths: ['first.env', 'second.env'],
      versions: 3,
    })
    expect(recent.coverage).toMatchObject({ commits: 1, blobs: 1 })
    const moved = await scan(repo, { paths: ['second.*'] })
    expect(moved.findings).toEqual(recent.findings)
    expect(moved.coverage).toMatchObject({ commits: 0, blobs: 2 })
  })

  test('of a partial clone names what it lacks of it', async () => {
    await using repo = await manyLeaks()
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    const clone = join(repo.dir, '../clone.git')
    await repo.git('clone', '-q', '--bare', '--filter=blob:none', `file://${repo.dir}`, clone)
    const { coverage } = await scanHistory({
      repository: clone,
      jobs: 1,
      branches: ['main'],
      since: '2024-02-15',
    })
    const blob = await repo.git('rev-parse', 'main:src/new.txt')
    expect(coverage.skippedCount).toEqual({ missing: 1 })
    expect(coverage.skipped[0]).toMatchObject({ what: blob })
  })
})

describe('what is not there is refused', () => {
  test.each([
    [{ branches: ['mian'] }, /no branch "mian".*refs\/heads\/main/],
    [{ refs: ['refs/tags/v*', 'nightly/*'] }, /No ref is like "nightly\/\*"/],
    [{ since: 'yesteryear' }, /neither a commit here nor a date/],
    [{ since: '2024-13-45' }, /neither a commit here nor a date/],
    [{ paths: ['!x'] }, /negated/],
  ])('%j', async (options, message) => {
    await using repo = await createRepo()
    await repo.write('a', 'a\n')
    await repo.commit('First')
    await repo.git('tag', 'v1')
    await expect(scan(repo, options)).rejects.toThrow(message)
  })
})

test('dates', () => {
  const now = Date.UTC(2024, 4, 10, 12) / 1000
  const day = 86_400
  expect(parseSince('2024-05-01', now)).toBe(Date.UTC(2024, 4, 1) / 1000)
  expect(parseSince('2024-05-01T10:00:00+02:00', now)).toBe(Date.UTC(2024, 4, 1, 8) / 1000)
  expect(parseSince('@1700000000', now)).toBe(1_700_000_000)
  expect(parseSince('yesterday', now)).toBe(Date.UTC(2024, 4, 9) / 1000)
  expect(parseSince('3 days ago', now)).toBe(now - 3 * day)
  expect(parseSince('2.weeks', now)).toBe(now - 14 * day)
  for (const text of ['', 'now', 'main', '2024', '20240101', '-1 days', '9999999 days']) {
    expect(parseSince(text, now)).toBeNull()
  }
})
