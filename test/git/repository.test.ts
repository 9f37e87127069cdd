import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRepository } from '../../src/git/repository.ts'
import { ScanError } from '../../src/model/errors.ts'
import { createRepo } from '../helpers/git-repo.ts'

function codeOf(path: string): string {
  try {
    openRepository(path)
    return 'opened'
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    return /^[^\n]+\.$/.test(error.message) ? error.code : `not a sentence: ${error.message}`
  }
}

describe('a repository is found', () => {
  test('from its work tree, a folder below, a file, and its git directory', async () => {
    await using repo = await createRepo()
    await repo.write('a/b/c.txt', 'text')
    const gitDir = join(repo.dir, '.git')
    for (const path of ['', 'a/b', 'a/b/c.txt', '.git', '.git/objects']) {
      const found = openRepository(join(repo.dir, path))
      expect(found).toMatchObject({ gitDir, commonDir: gitDir, workTree: repo.dir })
      expect(found.objectDirs).toEqual([join(gitDir, 'objects')])
    }
  })

  test('bare, and bare without a config', async () => {
    await using repo = await createRepo({ bare: true, objectFormat: 'sha256' })
    expect(openRepository(repo.dir)).toMatchObject({
      gitDir: repo.dir,
      workTree: null,
      objectFormat: 'sha256',
      refStorage: 'files',
      shallow: false,
      partial: false,
    })
    await writeFile(join(repo.dir, 'config'), '')
    expect(openRepository(repo.dir)).toMatchObject({ workTree: null, objectFormat: 'sha1' })
  })

  test('a linked worktree, from both of its sides', async () => {
    await using repo = await createRepo()
    await repo.commit('First')
    await using other = await createRepo()
    const tree = join(other.dir, 'tree')
    await repo.git('worktree', 'add', '-q', tree)
    const gitDir = join(repo.dir, '.git', 'worktrees', 'tree')
    for (const path of [tree, gitDir]) {
      const found = openRepository(path)
      expect(found).toMatchObject({ gitDir, commonDir: join(repo.dir, '.git'), workTree: tree })
    }
  })

  test('a submodule, whose git directory is elsewhere', async () => {
    await using repo = await createRepo()
    await repo.commit('First')
    await using other = await createRepo()
    await other.git('submodule', '--quiet', 'add', repo.dir, 'sub')
    const workTree = join(other.dir, 'sub')
    const gitDir = join(other.dir, '.git', 'modules', 'sub')
    expect(openRepository(workTree)).toMatchObject({ gitDir, workTree })
    expect(openRepository(gitDir)).toMatchObject({ gitDir, workTree })
  })

  test('shallow and partial', async () => {
    await using repo = await createRepo()
    await repo.commit('First')
    await repo.commit('Second')
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    const shallow = join(repo.dir, 'shallow')
    const partial = join(repo.dir, 'partial')
    await repo.git('clone', '-q', '--depth=1', `file://${repo.dir}`, shallow)
    await repo.git('clone', '-q', '--filter=blob:none', `file://${repo.dir}`, partial)
    expect(openRepository(shallow)).toMatchObject({ shallow: true, partial: false })
    expect(openRepository(partial)).toMatchObject({ shallow: false, partial: true })
  })

  test('alternates: quoted, relative, missing, twice, in a circle', async () => {
    await using repo = await createRepo()
    const objects = join(repo.dir, '.git', 'objects')
    const others = ['with "quotes"', 'relative', 'third'].map((name) => join(repo.dir, name))
    for (const dir of others) await mkdir(join(dir, 'info'), { recursive: true })
    const lines = [
      '# comment',
      '',
      JSON.stringify(others[0]),
      '../../relative',
      '/no/such',
      others[0],
    ]
    await mkdir(join(objects, 'info'), { recursive: true })
    await writeFile(join(objects, 'info', 'alternates'), lines.join('\n'))
    await writeFile(join(others[1]!, 'info', 'alternates'), `${others[2]}\n${objects}\n`)
    expect(openRepository(repo.dir).objectDirs).toEqual([objects, ...others])
  })
})

describe('what cannot be opened says why', () => {
  test('no such path, no repository, a pointer to nowhere', async () => {
    await using repo = await createRepo({ bare: true })
    const outside = join(repo.dir, '..')
    expect(codeOf(join(repo.dir, 'nothing'))).toBe('no-such-path')
    expect(codeOf(outside)).toBe('not-a-repository')
    await writeFile(join(outside, '.git'), 'gitdir: /no/such/place\n')
    expect(codeOf(outside)).toBe('not-a-repository')
    await writeFile(join(outside, '.git'), 'garbage')
    expect(codeOf(outside)).toBe('not-a-repository')
  })

  test.each([
    ['[core]\nrepositoryformatversion = 2', 'unsupported-repository'],
    ['[core]\nrepositoryformatversion = 1\n[extensions]\nnovelty = yes', 'unsupported-repository'],
    ['[core]\nrepositoryformatversion = 0\n[extensions]\nnovelty = yes', 'opened'],
    [
      '[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = md5',
      'unsupported-repository',
    ],
    [
      '[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = sql',
      'unsupported-repository',
    ],
    ['[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha256', 'opened'],
  ])('config %j: %s', async (config, code) => {
    await using repo = await createRepo({ bare: true })
    await writeFile(join(repo.dir, 'config'), config)
    expect(codeOf(repo.dir)).toBe(code)
  })
})
