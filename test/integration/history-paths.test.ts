import { expect, test } from 'vitest'
import { chooseScope } from '../../src/app/history-scope.ts'
import { type HistorySelection, resolveSelection } from '../../src/app/history-selection.ts'
import { scanHistory, withSession } from '../../src/app/scan-history.ts'
import { plannedHex } from '../../src/git/object-plan.ts'
import { compileGlobs } from '../../src/sources/path-filter.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

const folders = [
  '',
  'a/',
  'a/b/',
  'a/b/c/',
  'd/',
  'd/e e/',
  'A/',
  'x.c/',
  'a/x.c/',
  'caf\\303\\251/',
]
const names = ['x', 'y.c', 'Y.C', 'z.h', '.c', 'b', 'a-b', 'x.c', 'bad\\377.c', '\\303\\244.c']

/** A history as `git fast-import` takes it: merges with content of their own, moves, links, submodules, odd names. */
function randomHistory(random: Seeded, commits: number): string {
  const tips: number[] = []
  let stream = ''
  const path = (): string => random.pick(folders) + random.pick(names)
  for (let mark = 1; mark <= commits; mark++) {
    const from = tips.length === 0 || random.next() < 0.03 ? null : random.pick(tips.slice(-4))
    stream += `commit refs/heads/b${random.int(5)}-${mark}\nmark :${mark}\n`
    stream += `committer C <c@example.com> ${1_700_000_000 + mark} +0000\ndata 1\nm\n`
    if (from !== null) {
      stream += `from :${from}\n`
      if (random.next() < 0.2) stream += `merge :${random.pick(tips)}\n`
    }
    for (let i = random.int(4); i >= 0; i--) {
      const roll = random.next()
      const text = `content ${random.int(40)}`
      const mode = random.pick(['100644', '100644', '100755', '120000'])
      if (roll < 0.7) stream += `M ${mode} inline "${path()}"\ndata ${text.length}\n${text}\n`
      else if (roll < 0.75) stream += `M 160000 ${random.hex(40)} "${path()}"\n`
      else if (roll < 0.9) stream += `D "${path()}"\n`
      else stream += `D "${random.pick(['a/b', 'd', 'a', 'x.c'])}"\n`
    }
    tips.push(mark)
  }
  return stream
}

/** Blobs that git shows at matching paths in what `revisions` reach. */
async function blobsOfGit(repo: Repo, paths: string[], revisions: string[]): Promise<string[]> {
  const matches = compileGlobs(paths)
  const args = ['log', '--format=', '--raw', '--no-abbrev', '--no-renames', '-m', '--root', '-z']
  const fields = (await repo.gitBytes([...args, '-r', ...revisions])).toString('latin1').split('\0')
  const found = new Set<string>()
  for (let i = 0; i + 1 < fields.length; i++) {
    const header = /^:\d+ (\d+) \w+ (\w+) [A-Z]$/.exec(fields[i]!)
    if (header === null) continue
    const path = Buffer.from(fields[++i]!, 'latin1').toString('utf8')
    if (/^1[02]/.test(header[1]!) && matches(path)) found.add(header[2]!)
  }
  return [...found].toSorted()
}

async function blobsInScope(
  repo: Repo,
  selection: HistorySelection,
): Promise<{ blobs: string[]; missing: number }> {
  return withSession(repo.dir, { repository: repo.dir, jobs: 1, ...selection }, async (session) => {
    const resolved = await resolveSelection(selection, session.repository, session.refs)
    const { plan, missing } = await chooseScope(session, resolved)
    const blobs = new Set<string>()
    ;[...plan.packs, plan.loose].forEach(({ visit }, pack) => {
      const number = pack < plan.packs.length ? pack : -1
      visit.forEach((on, n) => {
        if (on === 1) blobs.add(plannedHex(plan, number, n))
      })
    })
    return { blobs: [...blobs].toSorted(), missing: missing.length }
  })
}

const patterns = [
  ['*.c'],
  ['a/**'],
  ['a/*.c', 'd/'],
  ['/x.c'],
  ['**/b/*'],
  ['a/b/c/y.c'],
  ['caf?/*', 'ä.c'],
  ['{a,d}/**/[xy]*'],
  ['A'],
  ['nothing/*'],
]

test.each([1, 2, 3])('paths select the blobs that git shows there, %i', async (seed) => {
  await using repo = await createRepo()
  const random = seeded(`paths ${seed}`)
  await repo.gitBytes(['fast-import', '--quiet'], randomHistory(random, 120))
  await repo.git('repack', '-q', '-adf', '--depth=40', '--window=60')
  // Some of it loose, and a part twice.
  await repo.gitBytes(['fast-import', '--quiet'], randomHistory(random, 20).replaceAll('/b', '/l'))
  if (seed === 2) await repo.git('repack', '-q', '-a')
  const branches = (await repo.git('branch', '--format=%(refname:short)')).split('\n')
  for (const paths of patterns) {
    const all = await blobsInScope(repo, { paths })
    const expected = await blobsOfGit(repo, paths, ['--all'])
    expect(all, paths.join(' ')).toEqual({ blobs: expected, missing: 0 })
    const some = [random.pick(branches), random.pick(branches)]
    const part = await blobsInScope(repo, { paths, branches: some })
    expect(part.blobs, [...paths, ...some].join(' ')).toEqual(await blobsOfGit(repo, paths, some))
  }
})

test('what a partial clone lacks at a path is told, and what it lacks elsewhere is not', async () => {
  await using repo = await createRepo()
  await repo.gitBytes(['fast-import', '--quiet'], randomHistory(seeded('partial'), 60))
  await repo.git('config', 'uploadpack.allowFilter', 'true')
  const clone = (filter: string): Promise<string> =>
    repo.git('clone', '-q', '--bare', `--filter=${filter}`, `file://${repo.dir}`, filter)
  await clone('blob:none')
  await clone('tree:1')
  const paths = ['a/*.c']
  const expected = await blobsOfGit(repo, paths, ['--all'])
  expect(expected.length).toBeGreaterThan(5)
  const scan = async (filter: string): Promise<string[]> => {
    const repository = `${repo.dir}/${filter}`
    const { coverage } = await scanHistory({ repository, jobs: 1, paths })
    expect(coverage.skippedCount).toEqual({ missing: coverage.skipped.length })
    return coverage.skipped.map(({ what }) => what).toSorted()
  }
  expect(await scan('blob:none')).toEqual(expected)
  const trees = new Set<string>()
  for (const commit of (await repo.git('rev-list', '--all')).split('\n')) {
    const row = await repo.git('ls-tree', commit, 'a')
    if (row.startsWith('040000')) trees.add(row.split(/\s/)[2]!)
  }
  expect(await scan('tree:1')).toEqual([...trees].toSorted())
})
