import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parsePackedRefs } from '../../src/git/packed-refs.ts'
import { peelRefs } from '../../src/git/peel-refs.ts'
import { readRefs } from '../../src/git/read-refs.ts'
import { parseReflog } from '../../src/git/reflog.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { feed, repositoryOf } from './feed.ts'

async function fromGit(repo: Repo): Promise<string[]> {
  const format = '--format=%(refname) %(objectname) %(*objectname)'
  return (await repo.git('for-each-ref', format)).split('\n').map((line) => line.trim())
}

test('loose and packed refs are what git lists', async () => {
  await using repo = await createRepo()
  const first = await repo.commit('Begin')
  await repo.git('tag', 'light')
  await repo.git('tag', '-a', '-m', 'A tag', 'heavy')
  await repo.git('branch', 'feature/deep/er')
  await repo.git('update-ref', 'refs/remotes/origin/main', first)
  await repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
  await repo.git('notes', 'add', '-m', 'note')
  await repo.git('pack-refs', '--all')
  await repo.commit('On top of what is packed')
  await repo.git('tag', '-a', '-m', 'Another', 'loose')
  const from = await feed(repo)
  const listed = from.refs.refs
    .filter((ref) => ref.name.startsWith('refs/') && ref.kind !== 'reflog')
    .map((ref) => [ref.name, ref.oid, ref.peeled ?? ''].join(' ').trim())
  expect(listed).toEqual(await fromGit(repo))
  expect(from.refs.broken).toEqual([])
  expect(from.refs.head).toEqual({
    oid: await repo.git('rev-parse', 'HEAD'),
    ref: 'refs/heads/main',
  })
  const kinds = Object.fromEntries(from.refs.refs.map((ref) => [ref.name, ref.kind]))
  expect(kinds).toMatchObject({
    HEAD: 'head',
    'refs/heads/feature/deep/er': 'branch',
    'refs/notes/commits': 'note',
    'refs/remotes/origin/HEAD': 'remote',
    'refs/tags/heavy': 'tag',
    'HEAD@{0}': 'reflog',
    'refs/heads/main@{1}': 'reflog',
  })
})

test('HEAD: unborn and detached', async () => {
  await using repo = await createRepo()
  expect(readRefs(repositoryOf(repo))).toEqual({
    refs: [],
    head: { oid: null, ref: 'refs/heads/main' },
    broken: [],
  })
  const id = await repo.commit('Begin')
  await repo.git('checkout', '--quiet', '--detach')
  expect(readRefs(repositoryOf(repo)).head).toEqual({ oid: id, ref: null })
})

test('broken refs are named and the others read', async () => {
  await using repo = await createRepo()
  const id = await repo.commit('Begin')
  const refs = join(repo.dir, '.git', 'refs')
  await writeFile(join(refs, 'heads', 'garbage'), 'no id here\n')
  await writeFile(join(refs, 'heads', 'empty'), '')
  await writeFile(join(refs, 'heads', 'nowhere'), `${'1'.repeat(40)}\n`)
  await writeFile(join(refs, 'heads', 'main.lock'), id)
  await writeFile(join(refs, 'heads', 'dangling'), 'ref: refs/heads/not-there\n')
  await writeFile(join(refs, 'heads', 'loop'), 'ref: refs/heads/loop\n')
  await symlink('refs/heads/main', join(refs, 'heads', 'old-style'))
  await symlink('/etc/hostname', join(refs, 'heads', 'outside'))
  await mkdir(join(refs, 'heads', 'folder'))
  const from = await feed(repo)
  const snapshot = peelRefs(readRefs(repositoryOf(repo)), from.store)
  expect(snapshot.broken.map((item) => item.name.slice('refs/heads/'.length))).toEqual([
    'dangling',
    'empty',
    'garbage',
    'loop',
    'nowhere',
    'outside',
  ])
  expect(snapshot.broken[4]!.detail).toBe(`points at ${'1'.repeat(40)}, which is missing`)
  const branches = snapshot.refs.filter((ref) => ref.kind === 'branch').map((ref) => ref.name)
  expect(branches).toEqual(['refs/heads/main', 'refs/heads/nowhere', 'refs/heads/old-style'])
})

test('worktrees: every HEAD, seen from either side', async () => {
  await using repo = await createRepo()
  const first = await repo.commit('Begin')
  await repo.git('worktree', 'add', '--quiet', '--detach', join(repo.dir, 'linked'))
  const second = await repo.commit('Main goes on')
  const heads = (gitDir: string) => {
    const snapshot = readRefs(repositoryOf(repo, { gitDir }))
    const list = snapshot.refs.filter((ref) => ref.kind === 'head')
    return { head: snapshot.head, list: list.map((ref) => [ref.name, ref.oid]) }
  }
  expect(heads(join(repo.dir, '.git'))).toEqual({
    head: { oid: second, ref: 'refs/heads/main' },
    list: [
      ['HEAD', second],
      ['worktrees/linked/HEAD', first],
    ],
  })
  expect(heads(join(repo.dir, '.git', 'worktrees', 'linked'))).toEqual({
    head: { oid: first, ref: null },
    list: [
      ['HEAD', first],
      ['main-worktree/HEAD', second],
    ],
  })
})

test('what a merge, a fetch and a reset leave behind', async () => {
  await using repo = await createRepo()
  const first = await repo.commit('Begin')
  const second = await repo.commit('More')
  await repo.git('reset', '--quiet', '--hard', first)
  await repo.git('fetch', '--quiet', '.', 'main')
  const names = readRefs(repositoryOf(repo)).refs.map((ref) => `${ref.name} ${ref.oid}`)
  expect(names).toContain(`ORIG_HEAD@{0} ${second}`)
  expect(names).toContain(`FETCH_HEAD@{0} ${first}`)
})

test('packed refs: lines that are none are handed back', () => {
  const id = 'a'.repeat(40)
  const text = `# pack-refs with: peeled fully-peeled sorted\n${id} refs/a\n^${id}\nwhat\n${id} HEAD\n`
  expect(parsePackedRefs(text)).toEqual({
    refs: [{ name: 'refs/a', oid: id, peeled: id }],
    bad: ['what', `${id} HEAD`],
  })
})

test('a reflog is numbered from the newest, each object once', () => {
  const [zero, a, b] = ['0'.repeat(40), 'a'.repeat(40), 'b'.repeat(40)] as const
  const line = (old: string, now: string) => `${old} ${now} A <a@example.com> 1 +0000\tmessage\n`
  expect(parseReflog(`${line(zero, a)}${line(a, b)}${line(b, a)}torn`)).toEqual({
    entries: [
      { number: 0, oid: a },
      { number: 1, oid: b },
    ],
    bad: 1,
  })
})
