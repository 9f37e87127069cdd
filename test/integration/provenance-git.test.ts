import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWithGit } from '../../src/git/cat-file.ts'
import { idFromHex } from '../../src/git/object-id.ts'
import { cloneBare, isAddress, mergeBase, resolveCommit } from '../../src/git/porcelain.ts'
import { repositoryOf } from '../git/feed.ts'
import { createRepo } from '../helpers/git-repo.ts'

test('merge base, also where there is none', async () => {
  await using repo = await createRepo()
  const base = await repo.commit('Begin')
  await repo.git('switch', '--quiet', '--create', 'side')
  const side = await repo.commit('Side')
  await repo.git('switch', '--quiet', 'main')
  const main = await repo.commit('Main')
  await repo.git('switch', '--quiet', '--orphan', 'other')
  const other = await repo.commit('Other')
  const repository = repositoryOf(repo)
  expect(await mergeBase(repository, main, side)).toBe(base)
  expect(await mergeBase(repository, main, other)).toBeNull()
  expect(await resolveCommit(repository, 'main~1')).toBe(base)
  expect(await resolveCommit(repository, 'no-such-thing')).toBeNull()
  expect(await resolveCommit(repository, '--all')).toBeNull()
})

test('asking git runs nothing that the repository configures', async () => {
  await using repo = await createRepo()
  const id = await repo.commit('Begin')
  const trap = join(repo.dir, 'trap.sh')
  await repo.write('trap.sh', `#!/bin/sh\ntouch "${join(repo.dir, 'sprung')}"\n`)
  await repo.git('update-index', '--add', '--chmod=+x', 'trap.sh')
  await repo.git('checkout-index', '-f', 'trap.sh')
  for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external']) {
    await repo.git('config', key, trap)
  }
  await repo.git('config', 'remote.origin.url', `ext::${trap}`)
  await repo.git('config', 'remote.origin.promisor', 'true')
  await repo.git('config', 'protocol.ext.allow', 'always')
  await repo.git('config', 'core.repositoryFormatVersion', '1')
  await repo.git('config', 'extensions.partialClone', 'origin')
  const repository = repositoryOf(repo)
  expect(await resolveCommit(repository, 'HEAD')).toBe(id)
  expect(await mergeBase(repository, id, id)).toBe(id)
  // A missing object of a partial clone is where git would fetch.
  expect(readWithGit(repository, [idFromHex('1'.repeat(40))!])).toEqual([{ status: 'missing' }])
  expect(readdirSync(repo.dir)).not.toContain('sprung')
  // The trap is a real one: git with the repository's own settings steps into it.
  await repo.git('status')
  expect(readdirSync(repo.dir)).toContain('sprung')
})

test('objects through git, byte for byte', async () => {
  await using repo = await createRepo()
  const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 251)
  await repo.write('bytes', bytes)
  await repo.write('empty', '')
  const commit = await repo.commit('Begin')
  const ids = await Promise.all(
    ['HEAD:bytes', commit, 'HEAD:empty'].map(async (name) => await repo.git('rev-parse', name)),
  )
  const raw = [...ids, '2'.repeat(40)].map((hex) => idFromHex(hex)!)
  const results = readWithGit(repositoryOf(repo), raw, 2999)
  expect(results[0]).toEqual({ status: 'too-large', detail: '3000 bytes' })
  expect(results[1]).toMatchObject({ status: 'ok', kind: 1 })
  expect(results[2]).toEqual({ status: 'ok', kind: 3, bytes: new Uint8Array(0) })
  expect(results[3]).toEqual({ status: 'missing' })
  expect(readWithGit(repositoryOf(repo), raw.slice(0, 1))).toEqual([
    { status: 'ok', kind: 3, bytes },
  ])
})

test('a clone has every ref and no hooks', async () => {
  await using repo = await createRepo()
  const id = await repo.commit('Begin')
  await repo.git('update-ref', 'refs/pull/7/head', id)
  await repo.git('notes', 'add', '-m', 'A note')
  await using target = await createRepo({ bare: true })
  const dir = join(target.dir, 'clone.git')
  await cloneBare(repo.dir, dir)
  const refs = await target.git('--git-dir', dir, 'for-each-ref', '--format=%(refname)')
  expect(refs.split('\n')).toEqual(['refs/heads/main', 'refs/notes/commits', 'refs/pull/7/head'])
  await expect(cloneBare(join(repo.dir, 'nowhere'), join(target.dir, 'x'))).rejects.toMatchObject({
    code: 'clone-failed',
  })
})

test.each([
  'ext::sh -c true',
  'fd::17',
  'http://example.com/a.git',
  'git://example.com/a.git',
  '--upload-pack=true',
  '',
])('%j is not cloned', async (url) => {
  await expect(cloneBare(url, join('no', 'where'))).rejects.toMatchObject({ code: 'usage' })
})

test('an address is told from a path', () => {
  expect(['https://a/b', 'git@github.com:a/b', 'ssh://x/y'].map(isAddress)).toEqual([
    true,
    true,
    true,
  ])
  expect(['.', 'C:\\repo', '/srv/a:b', 'dir@2/x'].map(isAddress)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
