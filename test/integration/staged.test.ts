import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scanStaged } from '../../src/app/scan-staged.ts'
import { isComplete } from '../../src/model/coverage-log.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('staged')

/** A key pair as it stands in an `.env` file. */
function pair(): { readonly text: string; readonly key: string; readonly secret: string } {
  const key = random.base62(64)
  const secret = random.base62(64)
  return { text: `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`, key, secret }
}

async function scan(repo: Repo, env: Record<string, string> = {}): Promise<ScanResult> {
  return await scanStaged({ cwd: repo.dir, env })
}

function places({ findings }: ScanResult): string[] {
  return findings.flatMap(({ occurrences }) =>
    occurrences.map(({ kind, path, line }) => `${kind} ${path}:${line}`),
  )
}

describe('what is staged', () => {
  it('is read from the index, not from the work tree', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', 'one=1\n')
    await repo.commit('start')
    const leak = pair()
    await repo.write('a.env', `one=1\n${leak.text}`)
    expect(places(await scan(repo))).toEqual([])
    await repo.git('add', 'a.env')
    await repo.write('a.env', 'one=1\n')
    const result = await scan(repo)
    expect(places(result)).toEqual(['index a.env:2'])
    expect(result.findings[0]?.secrets.map(({ role }) => role)).toEqual(['key', 'secret'])
    expect(JSON.stringify(result)).not.toContain(leak.key)
    expect(result.coverage).toMatchObject({ files: 1 })
  })

  it('of a partly staged file is the staged part', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', 'one=1\n')
    await repo.commit('start')
    const [first, second] = [pair(), pair()]
    await repo.write('a.env', `one=1\n${first.text}`)
    await repo.git('add', 'a.env')
    await repo.write('a.env', `one=1\n${first.text}${second.text}`)
    expect(places(await scan(repo))).toEqual(['index a.env:2'])
  })

  it('is everything on an unborn branch', async () => {
    await using repo = await createRepo()
    expect(places(await scan(repo))).toEqual([])
    await repo.write('deep/down/a.env', pair().text)
    await repo.write('b.txt', 'b\n')
    await repo.git('add', '.')
    const result = await scan(repo)
    expect(places(result)).toEqual(['index deep/down/a.env:1'])
    expect(result.target.head).toBeUndefined()
    expect(result.coverage.files).toBe(2)
  })

  it('leaves out files that are only intended to be added', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    await repo.write('a.env', pair().text)
    await repo.git('add', '--intent-to-add', 'a.env')
    expect(places(await scan(repo))).toEqual([])
    await repo.git('add', 'a.env')
    expect(places(await scan(repo))).toEqual(['index a.env:1'])
  })

  it('counts neither modes nor submodules as content', async () => {
    await using repo = await createRepo()
    await repo.write('run.sh', pair().text)
    await repo.commit('an old leak')
    await chmod(join(repo.dir, 'run.sh'), 0o755)
    const head = await repo.git('rev-parse', 'HEAD')
    await repo.git('update-index', '--add', '--cacheinfo', `160000,${head},sub`)
    await repo.git('add', 'run.sh')
    const result = await scan(repo)
    expect(result.findings).toEqual([])
    expect(result.coverage).toMatchObject({ files: 0, skippedCount: {} })
  })

  it('looks at where a symbolic link points', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    await symlink(`BINANCE_API_SECRET=${random.base62(64)}`, join(repo.dir, 'binance.env'))
    await repo.git('add', '.')
    expect(places(await scan(repo))).toEqual(['index binance.env:1'])
  })

  it('is taken from the index that git names, in a worktree too', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    await repo.write('a.env', pair().text)
    const env = { GIT_INDEX_FILE: 'other-index' }
    await repo.gitBytes([
      '-c',
      'core.bare=false',
      'read-tree',
      '--index-output=other-index',
      'HEAD',
    ])
    await repo.git('add', 'a.env')
    expect(places(await scan(repo, env))).toEqual([])
    await rename(join(repo.dir, '.git', 'index'), join(repo.dir, 'other-index'))
    expect(places(await scan(repo, env))).toEqual(['index a.env:1'])
    expect(places(await scan(repo))).toEqual([])

    const linked = join(repo.dir, '..', 'linked')
    await repo.git('worktree', 'add', '--quiet', '-b', 'side', linked)
    await writeFile(join(linked, 'b.env'), pair().text)
    await repo.git('-C', linked, 'add', 'b.env')
    expect(places(await scanStaged({ cwd: linked, env: {} }))).toEqual(['index b.env:1'])
    const gitDir = join(repo.dir, '.git', 'worktrees', 'linked')
    const named = { GIT_DIR: gitDir, GIT_INDEX_FILE: join(gitDir, 'index') }
    expect(places(await scanStaged({ cwd: linked, env: named }))).toEqual(['index b.env:1'])
  })

  it('is found from a folder below the root', async () => {
    await using repo = await createRepo()
    await repo.write('below/a.env', pair().text)
    await repo.git('add', '.')
    const result = await scanStaged({ cwd: join(repo.dir, 'below'), env: {} })
    expect(places(result)).toEqual(['index below/a.env:1'])
  })
})

describe('what is new', () => {
  it('is not what stood in HEAD, wherever the file is edited', async () => {
    await using repo = await createRepo()
    const old = pair()
    await repo.write('a.env', `# settings\n${old.text}`)
    await repo.commit('an old leak')
    await repo.git('gc', '--quiet')
    await repo.write('a.env', `# settings of the bot\n\n${old.text.replace('KEY=', 'KEY = ')}\n`)
    await repo.git('add', '.')
    const untouched = await scan(repo)
    expect(untouched.findings).toEqual([])
    expect(untouched.notices).toEqual([{ code: 'already-committed', detail: '1' }])
    const fresh = pair()
    await repo.write('a.env', `${old.text}\n${fresh.text}`)
    await repo.git('add', '.')
    const result = await scan(repo)
    expect(places(result)).toEqual(['index a.env:4'])
    expect(result.findings[0]?.secrets[0].masked.slice(0, 4)).toBe(fresh.key.slice(0, 4))
  })

  it('is what a renamed file gets, and not what it had', async () => {
    await using repo = await createRepo()
    const old = pair()
    const padding = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('')
    await repo.write('before.env', padding + old.text)
    await repo.write('folder/other.env', pair().text)
    await repo.commit('an old leak')
    await repo.git('mv', 'before.env', 'after.env')
    await repo.git('mv', 'folder', 'moved')
    expect(places(await scan(repo))).toEqual([])
    await repo.write('after.env', padding + old.text + pair().text)
    await repo.git('add', '.')
    expect(places(await scan(repo))).toEqual(['index after.env:43'])
  })

  it('is a copy into another file', async () => {
    await using repo = await createRepo()
    const old = pair()
    await repo.write('a.env', old.text)
    await repo.commit('an old leak')
    await repo.write('b.env', old.text)
    await repo.git('add', '.')
    expect(places(await scan(repo))).toEqual(['index b.env:1'])
  })

  it('is a pair of which one half is new', async () => {
    await using repo = await createRepo()
    const [old, fresh] = [pair(), pair()]
    await repo.write('a.env', old.text)
    await repo.commit('an old leak')
    await repo.write('a.env', old.text.replace(old.secret, fresh.secret))
    await repo.git('add', '.')
    expect(places(await scan(repo))).toEqual(['index a.env:1'])
  })

  it('may be allowed beside it, with the rule and a reason', async () => {
    await using repo = await createRepo()
    const { text } = pair()
    await repo.write('a.env', `# straykey:allow binance-api-key made up for a test\n${text}`)
    await repo.git('add', '.')
    const { findings } = await scan(repo)
    expect(findings[0]?.allows).toMatchObject([{ path: 'a.env', rule: 'binance-api-key' }])
  })
})

describe('a merge', () => {
  it('does not count what the other side has', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.commit('start')
    await repo.git('switch', '--quiet', '--create', 'side')
    await repo.write('side.env', pair().text)
    await repo.write('both.txt', 'side\n')
    await repo.commit('a leak on the side')
    await repo.git('switch', '--quiet', 'main')
    await repo.write('both.txt', 'main\n')
    await repo.commit('main goes on')
    await expect(repo.git('merge', '--no-commit', 'side')).rejects.toThrow(/merge/)

    const unresolved = await scan(repo)
    expect(isComplete(unresolved.coverage)).toBe(false)
    expect(unresolved.coverage.skipped).toMatchObject([{ what: 'both.txt' }])
    expect(unresolved.coverage.skipped[0]?.detail).toContain('conflict')

    await repo.write('both.txt', `both\n${pair().text}`)
    await repo.git('add', 'both.txt')
    const resolved = await scan(repo)
    expect(places(resolved)).toEqual(['index both.txt:2'])
    expect(isComplete(resolved.coverage)).toBe(true)
  })
})

describe('every kind of index', () => {
  const kinds: readonly (readonly [string, (repo: Repo) => Promise<unknown>])[] = [
    ['version 4', (repo) => repo.git('update-index', '--index-version=4')],
    ['version 3', (repo) => repo.git('update-index', '--skip-worktree', 'keep/1.txt')],
    ['split', (repo) => repo.git('update-index', '--split-index')],
    ['with an untracked cache', (repo) => repo.git('update-index', '--untracked-cache')],
    [
      'sparse',
      async (repo) => {
        await repo.git('sparse-checkout', 'init', '--cone', '--sparse-index')
        await repo.git('sparse-checkout', 'set', 'in')
      },
    ],
    ['without a cache tree', (repo) => repo.git('read-tree', 'HEAD')],
  ]

  it.each(kinds)('%s', async (_, prepare) => {
    await using repo = await createRepo()
    for (let i = 0; i < 5; i++) await repo.write(`keep/${i}.txt`, `${i}\n`)
    await repo.write('in/a.txt', 'a\n')
    await repo.write('out/of/cone.txt', 'c\n')
    await repo.write('top.env', 'top=1\n')
    await repo.commit('start')
    await prepare(repo)
    expect(places(await scan(repo))).toEqual([])
    await repo.write('in/new/b.env', pair().text)
    await repo.write('top.env', `top=1\n${pair().text}`)
    await repo.git('add', 'in', 'top.env')
    const result = await scan(repo)
    expect(places(result).toSorted()).toEqual(['index in/new/b.env:1', 'index top.env:2'])
    expect(result.coverage).toMatchObject({ files: 2, skippedCount: {} })
  })

  it('of a SHA-256 repository', async () => {
    await using repo = await createRepo({ objectFormat: 'sha256' })
    await repo.write('a.txt', 'a\n')
    await repo.commit('start')
    await repo.write('below/a.env', pair().text)
    await repo.git('add', '.')
    const result = await scan(repo)
    expect(places(result)).toEqual(['index below/a.env:1'])
    expect(result.findings[0]?.occurrences[0].blob).toHaveLength(64)
  })
})

describe('what cannot be seen', () => {
  it('makes the scan incomplete', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    const absent = random.hex(40)
    await repo.git('update-index', '--add', '--cacheinfo', `100644,${absent},gone.txt`)
    const { coverage } = await scan(repo)
    expect(coverage.skipped).toMatchObject([{ reason: 'missing', what: 'gone.txt' }])
  })

  it('is named when the index is damaged', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.git('add', '.')
    await writeFile(join(repo.dir, '.git', 'index'), 'DIRC')
    await expect(scan(repo)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('is no repository', async () => {
    await using repo = await createRepo()
    const outside = join(repo.dir, '..', 'outside')
    await mkdir(outside)
    await expect(scanStaged({ cwd: outside, env: {} })).rejects.toMatchObject({
      code: 'not-a-repository',
    })
    const env = { GIT_DIR: outside }
    await expect(scanStaged({ cwd: repo.dir, env })).rejects.toMatchObject({
      code: 'not-a-repository',
    })
  })
})
