import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseIndex } from '../../src/git/index-file.ts'
import type { IndexEntry } from '../../src/git/index-file.ts'
import { ScanError } from '../../src/model/errors.ts'
import { createRepo } from '../helpers/git-repo.ts'
import type { Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

function read(repo: Repo, idLength: 20 | 32 = 20): IndexEntry[] {
  const folder = join(repo.dir, '.git')
  const readShared = (name: string): Uint8Array => readFileSync(join(folder, name))
  return parseIndex(readFileSync(join(folder, 'index')), { idLength, name: 'index', readShared })
}

/** `git ls-files --stage` prints what our entries hold. */
async function stageLines(repo: Repo): Promise<string[]> {
  const out = await repo.gitBytes(['ls-files', '--stage', '-z'])
  return out.toString('latin1').split('\0').slice(0, -1)
}

function asLines(entries: readonly IndexEntry[]): string[] {
  return entries.map(
    ({ mode, id, stage, path }) => `${mode.toString(8).padStart(6, '0')} ${id} ${stage}\t${path}`,
  )
}

async function filledRepo(objectFormat: 'sha1' | 'sha256' = 'sha1'): Promise<Repo> {
  const random = seeded('index')
  const repo = await createRepo({ objectFormat })
  for (let i = 0; i < 60; i++) {
    await repo.write(
      `${'folder/'.repeat(i % 4)}é file ${random.base62(1 + (i % 13))}`,
      random.base62(i),
    )
  }
  await repo.write(`long/${'x'.repeat(200)}/${'y'.repeat(200)}`, 'long')
  await repo.commit('files')
  return repo
}

test.each(['2', '3', '4'])('version %s holds what git says', async (version) => {
  await using repo = await filledRepo()
  await repo.git('update-index', '--index-version', version)
  if (version !== '2') {
    await repo.write('later', 'x')
    await repo.git('add', '--intent-to-add', 'later')
  }
  const entries = read(repo)
  expect(asLines(entries)).toEqual(await stageLines(repo))
  expect(entries.filter((entry) => entry.intentToAdd).map((entry) => entry.path)).toEqual(
    version === '2' ? [] : ['later'],
  )
})

test('SHA-256 ids', async () => {
  await using repo = await filledRepo('sha256')
  expect(asLines(read(repo, 32))).toEqual(await stageLines(repo))
})

test('stages of a conflict, links and executables', async () => {
  await using repo = await filledRepo()
  await repo.write('both', 'base')
  await repo.commit('base')
  await repo.git('branch', 'other')
  await repo.write('both', 'ours')
  await repo.commit('ours')
  await repo.git('checkout', '-q', 'other')
  await repo.write('both', 'theirs')
  await repo.commit('theirs')
  await expect(repo.git('merge', '-q', 'main')).rejects.toThrow(/merge/)
  await repo.git('update-index', '--add', '--cacheinfo', `120000,${'1'.repeat(40)},link`)
  await repo.git('update-index', '--add', '--cacheinfo', `160000,${'2'.repeat(40)},module`)
  const entries = read(repo)
  expect(asLines(entries)).toEqual(await stageLines(repo))
  expect(entries.filter(({ path }) => path === 'both').map(({ stage }) => stage)).toEqual([1, 2, 3])
})

test('a split index with additions, deletions and changes', async () => {
  await using repo = await filledRepo()
  await repo.git('update-index', '--split-index')
  const paths = (await repo.git('ls-files', '-z')).split('\0')
  await repo.write('added', 'x')
  await repo.write(paths[5]!, 'changed')
  await repo.write(paths[9]!, 'changed too')
  await repo.git('add', '.')
  await repo.git('rm', '-q', '--cached', paths[7]!)
  expect(readFileSync(join(repo.dir, '.git', 'index')).includes('link')).toBe(true)
  expect(asLines(read(repo))).toEqual(await stageLines(repo))
})

test('a sparse index', async () => {
  await using repo = await filledRepo()
  await repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'long')
  const entries = read(repo)
  expect(entries.some(({ mode, path }) => mode === 0o40000 && path === 'folder/')).toBe(true)
  expect(asLines(entries)).toEqual(
    (await repo.gitBytes(['ls-files', '--sparse', '--stage', '-z']))
      .toString('latin1')
      .split('\0')
      .slice(0, -1),
  )
})

test('damaged bytes are refused or read, never believed beyond their end', async () => {
  await using repo = await filledRepo()
  const random = seeded('damage')
  for (const version of ['2', '4', 'split']) {
    if (version === 'split') await repo.git('update-index', '--split-index')
    else await repo.git('update-index', '--index-version', version)
    const bytes = readFileSync(join(repo.dir, '.git', 'index'))
    for (let round = 0; round < 400; round++) {
      const damaged = Buffer.from(
        bytes.subarray(0, round % 3 === 0 ? random.int(bytes.length) : bytes.length),
      )
      for (let i = 0; i < 1 + random.int(4) && damaged.length > 0; i++)
        damaged[random.int(damaged.length)] = random.int(256)
      let outcome: unknown = null
      try {
        parseIndex(damaged, { idLength: 20, name: 'index', readShared: () => bytes })
      } catch (error) {
        outcome = error
      }
      expect(outcome === null || outcome instanceof ScanError ? null : outcome).toBeNull()
    }
  }
})

test.each([
  ['nothing', Buffer.alloc(0), /does not start like an index/],
  ['text', Buffer.from('x'.repeat(100)), /does not start like an index/],
  [
    'version 9',
    Buffer.concat([Buffer.from('DIRC'), Buffer.from([0, 0, 0, 9, 0, 0, 0, 0]), Buffer.alloc(20)]),
    /version 9/,
  ],
  [
    'a count that lies',
    Buffer.concat([
      Buffer.from('DIRC'),
      Buffer.from([0, 0, 0, 2, 255, 255, 255, 255]),
      Buffer.alloc(20),
    ]),
    /4294967295 entries/,
  ],
])('%s is no index', (_, bytes, message) => {
  expect(() => parseIndex(bytes, { idLength: 20, name: 'index' })).toThrow(message)
})
