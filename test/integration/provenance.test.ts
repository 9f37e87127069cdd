import { expect, test } from 'vitest'
import { type CommitIx, commitId } from '../../src/git/commit-graph.ts'
import { type Repo, createRepo } from '../helpers/git-repo.ts'
import { type Feed, feed, provenance } from '../git/feed.ts'

const day = 86_400

async function blobOf(repo: Repo, text: string): Promise<string> {
  return (await repo.gitBytes(['hash-object', '--stdin'], text)).toString().trim()
}

/** Provenance of one text as a blob, with commits by their ids. */
async function tell(repo: Repo, text: string, known?: Feed) {
  const from = known ?? (await feed(repo))
  const [told] = provenance(from, [{ group: 0, blobs: [await blobOf(repo, text)] }])
  const id = (commit: CommitIx | null): string | null =>
    commit === null ? null : commitId(from.graph, commit)
  return {
    ...told!,
    introduced: id(told!.introduced),
    removed: id(told!.removed),
    paths: told!.paths.map((path) => ({ ...path, introduced: id(path.introduced) })),
  }
}

/** The entries of several trees in one, as `mktree` takes them. */
async function listing(repo: Repo, branches: readonly string[]): Promise<string> {
  const lists = await Promise.all(branches.map(async (branch) => await repo.git('ls-tree', branch)))
  return [...new Set(lists.join('\n').split('\n'))].join('\n')
}

const secret = 'the text that strayed\n'

test('a file that was added, moved and removed', async () => {
  await using repo = await createRepo()
  await repo.write('README', 'hello\n')
  await repo.commit('Begin', { date: '2024-01-01T00:00:00Z' })
  await repo.write('src/config/a.env', secret)
  const added = await repo.commit('Add', { date: '2024-01-03T00:00:00Z' })
  await repo.git('mv', 'src/config/a.env', 'b.env')
  const moved = await repo.commit('Move', { date: '2024-01-05T00:00:00Z' })
  await repo.write('README', 'hello again\n')
  await repo.commit('Edit', { date: '2024-01-06T00:00:00Z' })
  await repo.remove('b.env')
  const removed = await repo.commit('Remove', { date: '2024-01-13T00:00:00Z' })
  await repo.commit('Go on', { date: '2024-02-01T00:00:00Z' })
  await repo.git('tag', 'v1', moved)

  const told = await tell(repo, secret)
  expect(told).toMatchObject({
    introduced: added,
    cut: false,
    inHead: false,
    removed,
    exposedDays: 10,
    unreachable: false,
    refs: ['refs/heads/main', 'refs/tags/v1'],
    unheld: [],
    versions: 1,
    truncated: false,
  })
  expect(told.paths.map(({ path, introduced, headBlob }) => [path, introduced, headBlob])).toEqual([
    ['b.env', moved, null],
    ['src/config/a.env', added, null],
  ])
})

test('still in HEAD, under two names', async () => {
  await using repo = await createRepo()
  await repo.write('one', secret)
  const first = await repo.commit('One', { date: '2024-12-01T00:00:00Z' })
  await repo.write('copy/two', secret)
  const second = await repo.commit('Two', { date: '2024-12-02T00:00:00Z' })
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: first, inHead: true, removed: null, exposedDays: 30 })
  const blob = await blobOf(repo, secret)
  expect(told.paths.map(({ path, introduced, headBlob }) => [path, introduced, headBlob])).toEqual([
    ['copy/two', second, blob],
    ['one', first, blob],
  ])
})

test('a merge that adds what neither side had is the one that introduced it', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  await repo.git('switch', '--quiet', '--create', 'side')
  await repo.write('b', 'b\n')
  await repo.commit('Side')
  await repo.git('switch', '--quiet', 'main')
  await repo.write('c', 'c\n')
  await repo.commit('Main')
  await repo.git('merge', '--quiet', '--no-commit', '--no-ff', 'side')
  await repo.write('evil', secret)
  const merge = await repo.commit('Merge')
  expect(await repo.git('rev-list', '--parents', '-n1', merge)).toMatch(/^\S+ \S+ \S+$/)
  const told = await tell(repo, secret)
  expect(told.introduced).toBe(merge)
  expect(told.refs).toEqual(['refs/heads/main'])
})

test('an octopus merge and branches that share no root', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  for (const branch of ['x', 'y', 'z']) {
    await repo.git('switch', '--quiet', '--orphan', branch)
    await repo.write(branch, branch === 'y' ? secret : branch)
    await repo.commit(branch)
  }
  const y = await repo.git('rev-parse', 'y')
  await repo.git('switch', '--quiet', 'main')
  const tree = (await repo.gitBytes(['mktree'], await listing(repo, ['main', 'x', 'y', 'z'])))
    .toString()
    .trim()
  const parents = ['main', 'x', 'y', 'z'].flatMap((branch) => ['-p', branch])
  const merge = await repo.git('commit-tree', tree, ...parents, '-m', 'All')
  await repo.git('update-ref', 'refs/heads/main', merge)
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: y, inHead: true })
  expect(told.refs).toEqual(['refs/heads/main', 'refs/heads/y'])
  expect(told.paths).toHaveLength(1)
})

test('criss-cross merges, with removal on one side', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  await repo.git('branch', 'side')
  await repo.write('s', secret)
  const added = await repo.commit('Add')
  await repo.git('switch', '--quiet', 'side')
  await repo.write('b', 'b\n')
  await repo.commit('Side')
  const [main, side] = [await repo.git('rev-parse', 'main'), await repo.git('rev-parse', 'side')]
  await repo.git('merge', '--quiet', '-m', 'Cross', main)
  await repo.git('switch', '--quiet', 'main')
  await repo.git('merge', '--quiet', '-m', 'Criss', side)
  await repo.remove('s')
  const removed = await repo.commit('Remove')
  await repo.git('merge', '--quiet', '-s', 'ours', '-m', 'Join', 'side')
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: added, removed, inHead: false })
  expect(told.refs).toEqual(['refs/heads/main', 'refs/heads/side'])
})

test('topology beats dates: a child with an older date is not the first', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin', { date: '2024-03-01T00:00:00Z' })
  await repo.write('s', secret)
  const added = await repo.commit('Add', { date: '2024-06-01T00:00:00Z' })
  await repo.remove('s')
  await repo.commit('Remove', { date: '2020-01-01T00:00:00Z' })
  await repo.write('s', secret)
  await repo.commit('Again', { date: '2001-01-01T00:00:00Z' })
  const told = await tell(repo, secret)
  expect(told.introduced).toBe(added)
  expect(told.paths.map((path) => path.introduced)).toEqual([added])
  expect(told).toMatchObject({ inHead: true, removed: null })
})

test('of two unrelated introductions the earlier author date is first', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin', { date: '2024-01-01T00:00:00Z' })
  await repo.git('branch', 'side')
  await repo.write('s', secret)
  await repo.commit('Late', { date: '2024-06-01T00:00:00Z' })
  await repo.git('switch', '--quiet', 'side')
  await repo.write('s', secret)
  const early = await repo.commit('Early', { date: '2024-02-01T00:00:00Z' })
  await repo.git('switch', '--quiet', 'main')
  expect((await tell(repo, secret)).introduced).toBe(early)
})

test('stashes: the newest, an older one, and an untracked file in one', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  await repo.write('a', secret)
  await repo.git('stash')
  await repo.write('a', 'other\n')
  await repo.git('stash')
  await repo.write('untracked', 'never added\n')
  await repo.git('stash', '--include-untracked')
  const from = await feed(repo)
  const older = await tell(repo, secret, from)
  expect(older).toMatchObject({ unreachable: false, inHead: false, removed: null })
  expect(older.refs).toEqual(['refs/stash@{2}'])
  expect(older.exposedDays).toBeNull()
  const untracked = await tell(repo, 'never added\n', from)
  expect(untracked.refs).toEqual(['refs/stash'])
  expect(untracked.introduced).toBe(await repo.git('rev-parse', 'stash@{0}^3'))
})

test('amended away: only the reflog knows; then nothing does', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  await repo.write('s', secret)
  const lost = await repo.commit('Add')
  await repo.remove('s')
  await repo.git('add', '--all')
  await repo.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'Amended')
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: lost, unreachable: true, refs: [], inHead: false })
  expect(told.reflogs).toEqual(['HEAD@{1}', 'refs/heads/main@{1}'])
  await repo.git('reflog', 'expire', '--expire=now', '--all')
  const orphan = await tell(repo, secret)
  expect(orphan).toMatchObject({ introduced: lost, unreachable: true, refs: [], reflogs: [] })
  expect(orphan.paths.map((path) => path.path)).toEqual(['s'])
})

test('a reachable introduction is told before an older unreachable one', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  await repo.commit('Begin')
  await repo.write('s', secret)
  await repo.commit('Add', { date: '2024-02-01T00:00:00Z' })
  await repo.write('a', 'b\n')
  await repo.git('add', '--all')
  await repo.git('commit', '--quiet', '--amend', '--no-edit', '--date=2024-02-02T00:00:00Z')
  const told = await tell(repo, secret)
  expect(told.introduced).toBe(await repo.git('rev-parse', 'HEAD'))
})

test('a blob that no tree holds is told as such', async () => {
  await using repo = await createRepo()
  await repo.commit('Begin')
  const blob = (await repo.gitBytes(['hash-object', '-w', '--stdin'], secret)).toString().trim()
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: null, unreachable: true, paths: [], unheld: [blob] })
})

test('refs straight to a tree or a blob reach it', async () => {
  await using repo = await createRepo()
  await repo.commit('Begin')
  const blob = (await repo.gitBytes(['hash-object', '-w', '--stdin'], secret)).toString().trim()
  const tree = (await repo.gitBytes(['mktree'], `100644 blob ${blob}\tin tree\n`)).toString().trim()
  await repo.git('update-ref', 'refs/tags/tree', tree)
  await repo.git('update-ref', 'refs/tags/blob', blob)
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: null, unreachable: false })
  expect(told.refs).toEqual(['refs/tags/blob', 'refs/tags/tree'])
  expect(told.paths.map((path) => path.path)).toEqual(['in tree'])
})

test('a shallow clone: the boundary introduces it, and says that history is cut there', async () => {
  await using repo = await createRepo()
  await repo.write('s', secret)
  await repo.commit('Add')
  for (const text of ['1', '2', '3']) {
    await repo.write('a', text)
    await repo.commit(text)
  }
  await using clone = await createRepo()
  await clone.git('fetch', '--quiet', '--depth=2', `file://${repo.dir}`, 'main')
  await clone.git('reset', '--quiet', '--hard', 'FETCH_HEAD')
  const told = await tell(clone, secret)
  expect(told).toMatchObject({ cut: true, inHead: true })
  expect(told.introduced).toBe(await clone.git('rev-parse', 'HEAD^'))
})

test('replace refs do not change the story', async () => {
  await using repo = await createRepo()
  await repo.write('s', secret)
  const added = await repo.commit('Add')
  await repo.remove('s')
  const removed = await repo.commit('Remove')
  await repo.git('replace', '--graft', removed)
  const told = await tell(repo, secret)
  expect(told).toMatchObject({ introduced: added, removed })
})

test('notes, messages and tags', async () => {
  await using repo = await createRepo()
  await repo.write('a', 'a\n')
  const target = await repo.commit('Begin')
  await repo.git('notes', 'add', '-m', secret.trim(), target)
  const message = await repo.commit('A message')
  await repo.git('tag', '-a', '-m', 'A tag', 'v1', target)
  await repo.git('tag', '-a', '-m', 'A tag of a tag', 'v2', 'v1')
  const from = await feed(repo)
  const tag = await repo.git('rev-parse', 'v1')
  const note = await repo.git('rev-parse', `refs/notes/commits:${target}`)
  const [told, told2, told3] = provenance(from, [
    { group: 7, blobs: [note] },
    { group: 8, blobs: [], commits: [message] },
    { group: 9, blobs: [], tags: [tag] },
  ])
  expect(told).toMatchObject({ group: 7, refs: ['refs/notes/commits'], inHead: false })
  expect(told!.paths).toMatchObject([{ kind: 'note', path: target }])
  expect(commitId(from.graph, told2!.introduced!)).toBe(message)
  expect(told2).toMatchObject({ refs: ['refs/heads/main'], inHead: true, versions: 1 })
  expect(told3).toMatchObject({
    introduced: null,
    tags: [{ tag, refs: ['refs/tags/v1', 'refs/tags/v2'] }],
    refs: ['refs/tags/v1', 'refs/tags/v2'],
    unreachable: false,
  })
})

test('a message is in HEAD while HEAD contains its commit, also when the file is gone', async () => {
  await using repo = await createRepo()
  await repo.write('key', secret)
  const told = await repo.commit('Told')
  const blob = await repo.git('rev-parse', 'HEAD:key')
  await repo.remove('key')
  const removed = await repo.commit('Remove')
  const from = await feed(repo)
  const group = { group: 1, blobs: [blob] }
  const [both, file] = provenance(from, [{ ...group, commits: [told] }, group])
  expect(both).toMatchObject({ inHead: true, removed: null })
  expect(file).toMatchObject({ inHead: false })
  expect(commitId(from.graph, file!.removed!)).toBe(removed)

  await repo.git('checkout', '--quiet', '--orphan', 'other')
  await repo.commit('Another history')
  const [apart] = provenance(await feed(repo), [{ ...group, commits: [told] }])
  expect(apart).toMatchObject({ inHead: false, refs: ['refs/heads/main'] })
})

test('several versions of a file are one story', async () => {
  await using repo = await createRepo()
  await repo.write('s', 'one\n')
  const first = await repo.commit('One')
  await repo.write('s', 'two\n')
  await repo.commit('Two')
  await repo.write('t', 'one\n')
  const third = await repo.commit('Three')
  const from = await feed(repo)
  const blobs = [await blobOf(repo, 'one\n'), await blobOf(repo, 'two\n')]
  const [told] = provenance(from, [{ group: 0, blobs }])
  expect(told!.versions).toBe(2)
  expect(
    told!.paths.map((path) => [path.path, commitId(from.graph, path.introduced!), path.blob]),
  ).toEqual([
    ['s', first, blobs[0]],
    ['t', third, blobs[0]],
  ])
  expect(told!.paths[0]!.blobs).toEqual(blobs.toSorted())
  expect(told!.paths[0]!.headBlob).toBe(blobs[1])
})

test('exposure is never negative', async () => {
  await using repo = await createRepo()
  await repo.write('s', secret)
  await repo.commit('Add', { date: `${20_000 * day} +0000` })
  await repo.remove('s')
  await repo.commit('Remove', { date: `${19_000 * day} +0000` })
  expect((await tell(repo, secret)).exposedDays).toBe(0)
})
