import { expect, test } from 'vitest'
import { type CommitIx, commitId } from '../../src/git/commit-graph.ts'
import { listScope, type ScopeIds } from '../../src/git/scope-blobs.ts'
import { type CommitSelection, selectCommits } from '../../src/git/selection.ts'
import { type Feed, feed, repositoryOf } from '../git/feed.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'

function idsOf(scope: ScopeIds): Set<string> {
  const hex = Buffer.from(scope.ids).toString('hex')
  return new Set(Array.from({ length: scope.count }, (_, i) => hex.slice(i * 40, i * 40 + 40)))
}

async function select(repo: Repo, from: Feed, selection: CommitSelection) {
  const selected = selectCommits(from.graph, from.refs, selection)!
  const commits: string[] = []
  selected.forEach((on, i) => {
    if (on === 1) commits.push(commitId(from.graph, i as CommitIx))
  })
  const scope = await listScope(repositoryOf(repo), from.graph, selected, selection)
  return { commits: commits.toSorted(), scope: idsOf(scope) }
}

async function lines(repo: Repo, ...args: string[]): Promise<string[]> {
  return (await repo.git(...args)).split('\n').toSorted()
}

async function history(repo: Repo): Promise<void> {
  await repo.write('old', 'old\n')
  await repo.commit('Begin', { date: '2024-01-01T00:00:00Z' })
  await repo.git('switch', '--quiet', '--create', 'side')
  await repo.write('side', 'side\n')
  await repo.commit('Side', { date: '2024-03-01T00:00:00Z' })
  await repo.git('switch', '--quiet', 'main')
  await repo.write('new', 'new\n')
  // A clock that was wrong: an old date between newer ones.
  await repo.commit('New', { date: '2024-02-10T00:00:00Z' })
  await repo.write('lost', 'lost\n')
  await repo.commit('Lying', { date: '2023-02-10T00:00:00Z' })
  await repo.git('merge', '--quiet', '--no-commit', '--no-ff', 'side')
  await repo.write('evil', 'evil\n')
  await repo.commit('Merge', { date: '2024-04-01T00:00:00Z' })
  await repo.write('gone', 'amended away\n')
  await repo.commit('Gone', { date: '2024-04-02T00:00:00Z' })
  await repo.git('reset', '--quiet', '--hard', 'HEAD^')
}

test('no condition takes everything, unreachable commits too', async () => {
  await using repo = await createRepo()
  await history(repo)
  const from = await feed(repo)
  const { commits } = await select(repo, from, {})
  expect(commits).toHaveLength(6)
})

test('refs and reachability select what git lists', async () => {
  await using repo = await createRepo()
  await history(repo)
  const from = await feed(repo)
  const side = await select(repo, from, { refs: (name) => name === 'refs/heads/side' })
  expect(side.commits).toEqual(await lines(repo, 'rev-list', 'refs/heads/side'))
  const objects = await lines(repo, 'rev-list', '--objects', '--no-object-names', 'refs/heads/side')
  expect([...side.scope].toSorted()).toEqual(objects)
  const reachable = await select(repo, from, { reachableOnly: true })
  expect(reachable.commits).toEqual(await lines(repo, 'rev-list', '--all'))
})

test('since a date: what those commits brought, merges with their own content', async () => {
  await using repo = await createRepo()
  await history(repo)
  const from = await feed(repo)
  const sinceTime = Date.UTC(2024, 1, 1) / 1000
  const { commits, scope } = await select(repo, from, { sinceTime, reachableOnly: true })
  expect(commits).toHaveLength(3)
  const names = ['new', 'side', 'evil']
  const brought = await Promise.all(
    names.map(async (name) => await repo.git('rev-parse', `:${name}`)),
  )
  expect([...scope].toSorted()).toEqual(brought.toSorted())
})

test('since a commit', async () => {
  await using repo = await createRepo()
  await history(repo)
  const from = await feed(repo)
  const sinceCommit = await repo.git('rev-parse', 'main^')
  const { commits, scope } = await select(repo, from, { sinceCommit, reachableOnly: true })
  expect(commits).toEqual(await lines(repo, 'rev-list', '--all', '--not', sinceCommit))
  const brought = await Promise.all(
    ['side', 'evil'].map(async (name) => await repo.git('rev-parse', `:${name}`)),
  )
  expect([...scope].toSorted()).toEqual(brought.toSorted())
  expect(selectCommits(from.graph, from.refs, { sinceCommit: '1'.repeat(40) })).toBeNull()
})
