/**
 * Listing and reading a work tree against merely reading it. Makes a tree of source-like files once, then times, in
 * turn and in one run: `find | xargs cat`, listing, listing + reading, and `dist/cli.js scan` when it is built.
 *
 * node bench/scan.mjs [files=20000] [bytesPerFile=14000] [rounds=7] [tree=DIR]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const given = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')))
const { files = '20000', bytesPerFile = '14000', rounds = '7' } = given
const root = fileURLToPath(new URL('..', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'straykey-bench-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const tree = given.tree ?? makeTree(Number(files), Number(bytesPerFile))
const { CoverageLog, FileReader, listFiles } = await load()

const list = () => [
  ...listFiles(
    { root: tree, paths: [], include: [], exclude: [], respectGitignore: true },
    new CoverageLog(),
  ),
]

const runs = {
  'find | xargs cat': () => {
    spawnSync('sh', ['-c', 'find . -type f -print0 | xargs -0 cat > /dev/null'], { cwd: tree })
  },
  list: () => list().length,
  'read (listed before)': (files = list()) => {
    const start = performance.now()
    readAll(files)
    return performance.now() - start
  },
  'list + read': () => readAll(list()),
  ...(existsSync(join(root, 'dist/cli.js'))
    ? {
        'straykey scan': () => {
          spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'scan', '--quiet', tree], {
            stdio: 'ignore',
          })
        },
      }
    : {}),
}

let bytes = 0
const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]))
for (let round = -1; round < Number(rounds); round++) {
  for (const [name, run] of Object.entries(runs)) {
    const start = performance.now()
    const own = run()
    const elapsed = name.startsWith('read') ? own : performance.now() - start
    if (round >= 0) times[name].push(elapsed)
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const floor = median(times['find | xargs cat'])
console.log(`${list().length} files, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} rounds, medians`)
for (const [name, values] of Object.entries(times)) {
  const ms = median(values)
  console.log(
    `${name.padEnd(22)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / floor).toFixed(2)}x of reading`,
  )
}

function readAll(files) {
  const coverage = new CoverageLog()
  const reader = new FileReader(coverage)
  let sum = 0
  for (const file of files) {
    reader.read(file, (window) => {
      sum += window.bytes.length
    })
  }
  bytes = sum
}

/** A repository, so that ignore rules are at work as they are at a user's. */
function makeTree(files, size) {
  const line =
    'const answer = computeSomething(input, { retries: 3, label: "value" }) // as before\n'
  const content = line.repeat(Math.ceil(size / line.length)).slice(0, size)
  const top = join(work, 'tree')
  for (let i = 0; i < files; i++) {
    const folder = join(top, `package-${i % 40}`, `module-${((i / 40) % 50) | 0}`)
    if (i % 40 === 0 || i < 2000) mkdirSync(folder, { recursive: true })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `file-${i}.ts`), content)
  }
  const ignores = [
    'node_modules/',
    'dist/',
    '*.log',
    '/coverage',
    '.env',
    '*.tmp',
    '!keep.tmp',
    'build/**/cache',
  ]
  writeFileSync(join(top, '.gitignore'), `${ignores.join('\n')}\n`)
  execFileSync('git', ['init', '-q', top])
  execFileSync('git', ['-C', top, 'add', '.'])
  return top
}

/** The sources as they are now, bundled, so that the figures do not depend on a build. */
async function load() {
  const entry = join(work, 'entry.mjs')
  const files = ['model/coverage-log.ts', 'sources/file-reader.ts', 'sources/work-tree.ts']
  writeFileSync(
    entry,
    files.map((file) => `export * from ${JSON.stringify(join(root, 'src', file))}`).join('\n'),
  )
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    resolve: { modules: [join(root, 'node_modules')] },
  })
  const file = join(work, 'bundle.mjs')
  await bundle.write({ file, format: 'esm' })
  return await import(pathToFileURL(file).href)
}
