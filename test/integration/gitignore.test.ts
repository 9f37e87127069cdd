import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pathName } from '../../src/git/path-name.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { listFiles } from '../../src/sources/work-tree.ts'
import { createRepo } from '../helpers/git-repo.ts'
import type { Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'
import type { Seeded } from '../helpers/seeded.ts'

function listed(repo: Repo, root: string = repo.dir): string[] {
  const coverage = new CoverageLog()
  const options = { root, paths: [], include: [], exclude: [], respectGitignore: true }
  const files = [...listFiles({ ...options, environment: repo.env }, coverage)]
  expect(coverage.snapshot().skipped).toEqual([])
  return files.map((file) => file.path)
}

/** What git would list: tracked, and neither tracked nor ignored; in git's own order. */
async function gitListed(repo: Repo): Promise<string[]> {
  const out = await repo.gitBytes(['ls-files', '-co', '--exclude-standard', '-z'])
  const paths = out.toString('latin1').split('\0').slice(0, -1)
  return [...new Set(paths)].toSorted().map((path) => pathName(path).path)
}

const names = [
  'a',
  'b',
  'ab',
  'a.txt',
  'b.log',
  'foo',
  'foo bar',
  'x ',
  'Foo',
  '#hash',
  '!bang',
  'a*b',
  'a[b]',
  'é',
  '.env',
  'build',
  '\\',
  'a\\b',
]

const patterns = [
  'a?b',
  '/a?b',
  'a?b/*',
  'foo/?',
  '?/a',
  'a/[!x]b',
  'a[!x]b',
  '*/[[:punct:]]env',
  'FOO',
  '[A-F]oo',
  '/*/a?',
  '/foo*b',
  '/a*/*.txt',
  '**/b*/**/a',
  'a\\?',
  '*[[:space:]]*',
  '/**/?',
  'a',
  'b/',
  '/a',
  '/a/',
  'a/b',
  '/a/b/',
  '*.txt',
  '!*.txt',
  '!a',
  '!/a/',
  '*',
  '!*/',
  '/*',
  '!/foo',
  '**',
  '**/',
  '**/a',
  'a/**',
  'a/**/b',
  '/**/b',
  '**/foo/**',
  'foo/*',
  '!foo/a',
  'foo bar',
  'foo bar ',
  'x\\ ',
  'x ',
  '\\#hash',
  '#hash',
  '\\!bang',
  '!bang',
  'a\\*b',
  'a\\[b\\]',
  'a[b]',
  '[ab]',
  '[!a]',
  '[^a]*',
  '[a-f]oo',
  '[[:upper:]]oo',
  '[[:alpha:][:digit:]]',
  '[[:nope:]]',
  '[a',
  '[]a]',
  '[a\\]b]',
  '[b-]',
  '[--b]',
  '?',
  '??',
  'a?b',
  'é',
  '?.txt',
  '*o',
  'f*',
  '*.*',
  '.*',
  '!.env',
  'build/',
  'build/*',
  '!build/a',
  '//',
  '/',
  'a//b',
  'a/',
  '\\',
  'a\\',
  '\\\\',
  'a\\\\b',
  '\t',
  ' ',
  '  a',
  'a\t',
  'a\r',
  '**a',
  'a**',
  '*/a',
  '*/*/a',
  '**/*',
  'foo/**/',
  '**/**/a',
  '*a*b*',
  '***',
  'a/***/b',
  '!**/a.txt',
  './a',
  '../a',
  'a/.',
  'a b',
  '!',
  '!!a',
  '\\a',
]

function fillTree(random: Seeded, dir: string, depth: number, from: readonly string[]): void {
  const count = 2 + random.int(4)
  for (let i = 0; i < count; i++) {
    const path = join(dir, random.pick(from))
    try {
      if (depth > 0 && random.next() < 0.5) {
        mkdirSync(path, { recursive: true })
        fillTree(random, path, depth - 1, from)
      } else {
        writeFileSync(path, 'x')
      }
    } catch (error) {
      // The name is taken by the other kind.
      if (!/EEXIST|EISDIR|ENOTDIR/.test(String(error))) throw error
    }
  }
  if (random.next() < 0.35) writeFileSync(join(dir, '.gitignore'), ignoreText(random))
}

function ignoreText(random: Seeded): string {
  const lines = Array.from({ length: 1 + random.int(6) }, () => random.pick(patterns))
  const bom = random.next() < 0.1 ? '\ufeff' : ''
  return bom + lines.join(random.next() < 0.2 ? '\r\n' : '\n') + (random.next() < 0.5 ? '\n' : '')
}

describe('against git', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'generated tree %i lists what git lists',
    async (seed) => {
      const random = seeded(`gitignore ${seed}`)
      await using repo = await createRepo()
      // With this setting git merges folders whose names differ in case: none such here.
      const ignoresCase = random.next() < 0.3
      if (ignoresCase) await repo.git('config', 'core.ignoreCase', 'true')
      fillTree(random, repo.dir, 3, ignoresCase ? names.filter((name) => name !== 'Foo') : names)
      if (random.next() < 0.5) {
        // Some files are tracked although they are ignored.
        const all = (await repo.git('ls-files', '-o', '-z'))
          .split('\0')
          .filter((path) => path !== '')
        const tracked = all.filter(() => random.next() < 0.3)
        if (tracked.length > 0) {
          await repo.gitBytes(
            ['--literal-pathspecs', 'add', '-f', '--pathspec-from-file=-', '--pathspec-file-nul'],
            tracked.join('\0'),
          )
        }
      }
      await mkdir(join(repo.dir, '.git', 'info'), { recursive: true })
      if (random.next() < 0.5)
        writeFileSync(join(repo.dir, '.git', 'info', 'exclude'), ignoreText(random))
      if (random.next() < 0.5) {
        const file = join(repo.env['XDG_CONFIG_HOME'] ?? '', 'git', 'ignore')
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, ignoreText(random))
      }
      const expected = await gitListed(repo)
      expect(listed(repo)).toEqual(expected)
    },
  )
})

test('reads the user’s ignore file from where core.excludesFile says, includes followed', async () => {
  await using repo = await createRepo()
  await repo.write('keep.txt', 'x')
  await repo.write('drop.txt', 'x')
  const home = repo.env['HOME'] ?? ''
  writeFileSync(join(home, 'more'), '[core]\n\texcludesFile = "~/my ignores" ; mine\n')
  await repo.git('config', '--global', `includeIf.gitdir:${repo.dir}/.path`, '~/more')
  writeFileSync(join(home, 'my ignores'), 'drop.txt\n')
  expect(listed(repo)).toEqual(['keep.txt'])
  expect(await gitListed(repo)).toEqual(['keep.txt'])
})

test('a linked worktree uses the common exclude file and its own index', async () => {
  await using repo = await createRepo()
  await repo.write('one.txt', 'x')
  await repo.write('.git/info/exclude', '*.txt\n')
  await repo.git('add', '-f', 'one.txt')
  await repo.commit('one')
  const tree = join(dirname(repo.dir), 'linked')
  await repo.git('worktree', 'add', '-q', tree)
  writeFileSync(join(tree, 'two.txt'), 'x')
  writeFileSync(join(tree, 'three.md'), 'x')
  expect(listed(repo, tree)).toEqual(['one.txt', 'three.md'])
})

test('a nested repository is judged by its own rules, a submodule too', async () => {
  await using inner = await createRepo()
  await inner.write('.gitignore', 'own.txt\n')
  await inner.write('own.txt', 'x')
  await inner.write('seen.txt', 'x')
  await inner.commit('inner')
  await using repo = await createRepo()
  await repo.write('.gitignore', 'seen.txt\nsub/\n')
  await repo.git('clone', '-q', inner.dir, 'clone')
  await repo.git('submodule', '--quiet', 'add', '-f', inner.dir, 'sub')
  await repo.write('clone/own.txt', 'x')
  await repo.write('sub/own.txt', 'x')
  const files = ['clone/.gitignore', 'clone/seen.txt', 'sub/.gitignore', 'sub/seen.txt']
  expect(listed(repo)).toEqual(['.gitignore', '.gitmodules', ...files])
})

test.each(['2', '3', '4', 'split', 'sha256'])(
  'tracked files are found in an index of kind %s',
  async (kind) => {
    await using repo = await createRepo(kind === 'sha256' ? { objectFormat: 'sha256' } : {})
    const tracked = Array.from({ length: 40 }, (_, i) => `deep/folder ${i % 3}/file-${i}.key`)
    for (const path of tracked) await repo.write(path, path)
    await repo.commit('tracked')
    if (kind === 'split') {
      await repo.git('update-index', '--split-index')
      for (const path of tracked.slice(0, 5)) await repo.write(path, `${path} changed`)
      await repo.git('add', '.')
      await repo.git('rm', '-q', '-f', tracked[7] ?? '')
    } else if (kind !== 'sha256') {
      await repo.git('update-index', '--index-version', kind)
    }
    if (kind === '3') await repo.git('update-index', '--skip-worktree', tracked[1] ?? '')
    await repo.write('.gitignore', 'deep/\n')
    await repo.write('deep/untracked.key', 'x')
    expect(listed(repo)).toEqual(await gitListed(repo))
    expect(listed(repo).length).toBe(kind === 'split' ? 40 : 41)
  },
)

test('links are not followed, and a linked .gitignore is not read', async () => {
  await using repo = await createRepo()
  await repo.write('real/.keep', 'x')
  await repo.write('ignores', '*\n')
  symlinkSync('..', join(repo.dir, 'real', 'loop'))
  symlinkSync('/etc', join(repo.dir, 'outside'))
  symlinkSync('../ignores', join(repo.dir, 'real', '.gitignore'))
  expect(listed(repo)).toEqual(['ignores', 'real/.keep'])
})
