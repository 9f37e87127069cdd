import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join } from 'node:path'
import { createFixture } from 'fs-fixture'
import { expect, test } from 'vitest'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { expandPathArguments } from '../../src/sources/path-arguments.ts'
import { listFiles } from '../../src/sources/work-tree.ts'
import type { ListFilesOptions } from '../../src/sources/work-tree.ts'

const environment = { HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' }

function list(
  root: string,
  options: Partial<ListFilesOptions> = {},
): { paths: string[]; coverage: CoverageLog } {
  const coverage = new CoverageLog()
  const defaults = {
    root,
    paths: [],
    include: [],
    exclude: [],
    respectGitignore: true,
    environment,
  }
  const paths = [...listFiles({ ...defaults, ...options }, coverage)].map((file) => file.path)
  return { paths, coverage }
}

/** Root may read everything: become somebody else for the call. */
function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}

function makeFifo(path: string): void {
  execFileSync('sh', ['-c', 'mkfifo "$0"', path])
}

test('lists files of nested folders in byte order, hidden ones too', async () => {
  await using tree = await createFixture({
    'b/x': '',
    'b.txt': '',
    a: '',
    '.env': '',
    'b/.c/d': '',
    B: '',
    é: '',
  })
  expect(list(tree.path).paths).toEqual(['.env', 'B', 'a', 'b.txt', 'b/.c/d', 'b/x', 'é'])
})

test('honours .gitignore outside of git as well', async () => {
  await using tree = await createFixture({
    '.gitignore': 'out/\n*.log',
    'a.log': '',
    'out/x': '',
    'sub/b.log': '',
    c: '',
  })
  expect(list(tree.path).paths).toEqual(['.gitignore', 'c'])
  expect(list(tree.path, { respectGitignore: false }).paths).toEqual([
    '.gitignore',
    'a.log',
    'c',
    'out/x',
    'sub/b.log',
  ])
})

test('looks at what is named although it is ignored', async () => {
  await using tree = await createFixture({
    '.gitignore': 'out/\n*.log\n',
    'a.log': '',
    'out/.gitignore': '*',
    'out/deep/x.log': '',
    'sub/b.log': '',
    'sub/c.txt': '',
  })
  execFileSync('git', ['init', '-q', tree.path])
  expect(list(tree.path, { paths: ['a.log', 'out', 'sub'] }).paths).toEqual([
    'a.log',
    'out/.gitignore',
    'out/deep/x.log',
    'sub/c.txt',
  ])
  expect(list(tree.path, { paths: ['out/deep'] }).paths).toEqual(['out/deep/x.log'])
  // Started from inside an ignored folder, everything in it is wanted.
  expect(list(join(tree.path, 'out')).paths).toEqual(['.gitignore', 'deep/x.log'])
})

test('never enters .git, also not one of a nested repository', async () => {
  await using tree = await createFixture({
    '.git/HEAD': 'x',
    '.git/config': 'x',
    'n/.git/HEAD': 'x',
    'n/f': '',
    'w/.git': 'gitdir: x',
    'w/g': '',
  })
  expect(list(tree.path).paths).toEqual(['n/f', 'w/g'])
})

test('lists a file once when named paths overlap', async () => {
  await using tree = await createFixture({ 'a/b/c': '', 'a/d': '' })
  symlinkSync('a/b', join(tree.path, 'link'))
  expect(list(tree.path, { paths: ['a/b', 'a', 'link', 'a/d'] }).paths).toEqual(['a/b/c', 'a/d'])
})

test('follows a link only when it is named', async () => {
  await using outside = await createFixture({ secret: '' })
  await using tree = await createFixture({ real: '' })
  symlinkSync(outside.path, join(tree.path, 'away'))
  symlinkSync('.', join(tree.path, 'self'))
  symlinkSync('nothing', join(tree.path, 'broken'))
  expect(list(tree.path).paths).toEqual(['real'])
  expect(list(tree.path, { paths: ['away'] }).paths.map((path) => basename(path))).toEqual([
    'secret',
  ])
  expect(list(tree.path, { paths: ['self'] }).paths).toEqual(['real'])
  expect(() => list(tree.path, { paths: ['broken'] })).toThrow(/no file or folder at "broken"/)
})

test('passes over FIFOs and sockets without opening them, and says so when one is named', async () => {
  await using tree = await createFixture({ a: '' })
  makeFifo(join(tree.path, 'fifo'))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(join(tree.path, 'socket'), resolve))
  expect(list(tree.path).paths).toEqual(['a'])
  const { paths, coverage } = list(tree.path, { paths: ['fifo', 'socket', 'a'] })
  server.close()
  expect(paths).toEqual(['a'])
  expect(coverage.snapshot().skippedCount).toEqual({ unsupported: 2 })
})

test('a FIFO as .gitignore does not hang the walk', async () => {
  await using tree = await createFixture({ a: '' })
  makeFifo(join(tree.path, '.gitignore'))
  expect(list(tree.path).paths).toEqual(['a'])
})

test('counts a folder that cannot be listed and goes on', async () => {
  await using tree = await createFixture({ 'a/x': '', 'closed/y': '', z: '' })
  chmodSync(tree.path, 0o755)
  chmodSync(join(tree.path, 'closed'), 0o000)
  const { paths, coverage } = asNobody(() => list(tree.path))
  chmodSync(join(tree.path, 'closed'), 0o755)
  expect(paths).toEqual(['a/x', 'z'])
  expect(coverage.snapshot().skipped).toEqual([
    { reason: 'unreadable', what: 'closed/', detail: 'folder cannot be listed (EACCES)' },
  ])
})

test('a missing path is an error that names it', () => {
  expect(() => list('/', { paths: ['no/such/thing'] })).toThrow(/"no\/such\/thing"/)
})

test.runIf(process.platform === 'linux')(
  'names that are not UTF-8 are listed and marked',
  async () => {
    await using tree = await createFixture({ plain: '' })
    const folder = Buffer.concat([Buffer.from(`${tree.path}/`), Buffer.from([0x66, 0xff, 0x20])])
    mkdirSync(folder)
    writeFileSync(Buffer.concat([folder, Buffer.from('/inner.txt')]), 'x')
    writeFileSync(Buffer.concat([folder, Buffer.from('/ignored.log')]), 'x')
    writeFileSync(
      join(tree.path, '.gitignore'),
      Buffer.from([0x66, 0xff, 0x20, 0x2f, 0x2a, 0x2e, 0x6c, 0x6f, 0x67]),
    )
    const coverage = new CoverageLog()
    const options = {
      root: tree.path,
      paths: [],
      include: [],
      exclude: [],
      respectGitignore: true,
      environment,
    }
    const files = [...listFiles(options, coverage)]
    expect(files.map(({ path, pathEncoded }) => [path, pathEncoded])).toEqual([
      ['.gitignore', undefined],
      ['f%FF%20/inner.txt', true],
      ['plain', undefined],
    ])
    expect(files[1]?.absolute).toBeInstanceOf(Uint8Array)
  },
)

test('include and exclude are relative to the root, whatever was named', async () => {
  await using tree = await createFixture({
    'src/a.ts': '',
    'src/a.js': '',
    'src/gen/b.ts': '',
    'c.ts': '',
  })
  const options = { include: ['src/**/*.ts'], exclude: ['gen/'] }
  expect(list(tree.path, options).paths).toEqual(['src/a.ts'])
  expect(list(tree.path, { ...options, paths: ['src'] }).paths).toEqual(['src/a.ts'])
  expect(list(tree.path, { ...options, paths: ['src/a.js', 'src/gen'] }).paths).toEqual([])
})

test('expands quoted globs, keeps literal names, refuses what matches nothing', async () => {
  await using tree = await createFixture({
    'a/x.env': '',
    'a/.y.env': '',
    'b[1].env': '',
    '.git/z.env': '',
  })
  expect(await expandPathArguments(['**/*.env', 'b[1].env', 'missing'], tree.path)).toEqual([
    'a/.y.env',
    'a/x.env',
    'b[1].env',
    'missing',
  ])
  await expect(expandPathArguments(['*.nothing'], tree.path)).rejects.toThrow(/"\*\.nothing"/)
})

test('what git ignores is counted: a folder once, nothing that is tracked, named or excluded', async () => {
  await using tree = await createFixture({
    '.gitignore': 'node_modules/\n*.log\nkept.env\n',
    'node_modules/a/b.js': '',
    'node_modules/c.js': '',
    'x.log': '',
    'deep/y.log': '',
    'kept.env': '',
    'a.txt': '',
  })
  const git = (...args: string[]): unknown => execFileSync('git', args, { cwd: tree.path })
  git('init', '--quiet')
  git('add', '--force', 'kept.env')
  const count = (options: Partial<ListFilesOptions>): number | undefined =>
    list(tree.path, options).coverage.snapshot().ignored
  expect(list(tree.path).paths).toEqual(['.gitignore', 'a.txt', 'kept.env'])
  expect(count({})).toBe(3)
  expect(count({ exclude: ['*.log'] })).toBe(1)
  expect(count({ include: ['*.log'] })).toBe(3)
  expect(count({ respectGitignore: false })).toBeUndefined()
  expect(count({ paths: ['node_modules'] })).toBeUndefined()
})
