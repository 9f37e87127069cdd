import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scanPush, scanReceived } from '../../src/app/hook-push.ts'
import { parseRange, scanRange } from '../../src/app/scan-range.ts'
import { isComplete } from '../../src/model/coverage-log.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('range')

function leak(): string {
  return `BINANCE_API_KEY=${random.base62(64)}\nBINANCE_API_SECRET=${random.base62(64)}\n`
}

function places({ findings }: ScanResult): string[] {
  return findings
    .flatMap(({ occurrences }) =>
      occurrences.map(({ kind, path, line, commit }) => {
        return `${commit?.id ?? '-'} ${kind} ${path}:${line}`
      }),
    )
    .toSorted()
}

async function range(repo: Repo, base: string | null, head = 'HEAD'): Promise<ScanResult> {
  return await scanRange({ repository: repo.dir, base, head })
}

describe('a range', () => {
  it('tells which commit brought which secret, also one that is gone again', async () => {
    await using repo = await createRepo()
    await repo.write('old.env', leak())
    const base = await repo.commit('an old leak')
    const text = leak()
    await repo.write('src/a.env', text)
    const brought = await repo.commit('a leak')
    await repo.write('src/a.env', `# edited\n${text}`)
    await repo.commit('an edit')
    await repo.remove('src/a.env')
    await repo.commit('removed')
    const result = await range(repo, base)
    expect(places(result)).toEqual([`${brought} blob src/a.env:1`])
    expect(result.findings[0]?.occurrences[0].commit).toMatchObject({ author: 'Ada Example' })
    expect(result.coverage).toMatchObject({ commits: 3, blobs: 2, skippedCount: {} })
    expect(result.notices).toEqual([])
  })

  it('looks at second parents and at what only a merge has', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    const base = await repo.commit('start')
    await repo.git('switch', '--quiet', '--create', 'side')
    await repo.write('side.env', leak())
    const side = await repo.commit('a leak on the side')
    await repo.git('switch', '--quiet', 'main')
    await repo.write('a.txt', 'b\n')
    await repo.commit('main goes on')
    await repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'side')
    await repo.write('merge.env', leak())
    await repo.git('add', 'merge.env')
    await repo.git('commit', '--quiet', '--message', 'merge')
    const merge = await repo.git('rev-parse', 'HEAD')
    expect(places(await range(repo, base))).toEqual(
      [`${side} blob side.env:1`, `${merge} blob merge.env:1`].toSorted(),
    )
  })

  it('takes nothing of what the base has, though it was merged in', async () => {
    await using repo = await createRepo()
    const start = await repo.commit('start')
    await repo.git('switch', '--quiet', '--create', 'feature')
    await repo.write('feature.txt', 'f\n')
    await repo.commit('feature')
    await repo.git('switch', '--quiet', 'main')
    await repo.write('main.env', leak())
    await repo.commit('a leak on main')
    await repo.git('switch', '--quiet', 'feature')
    await repo.git('merge', '--quiet', 'main', '--message', 'from main')
    expect(places(await range(repo, 'main', 'feature'))).toEqual([])
    expect(places(await range(repo, start, 'feature'))).toHaveLength(1)
  })

  it('begins with a root commit, if there is no base', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', leak())
    const root = await repo.commit('start')
    expect(places(await range(repo, null))).toEqual([`${root} blob a.env:1`])
  })

  it('holds renames, messages and branches that bring the same', async () => {
    await using repo = await createRepo()
    const text = leak()
    await repo.write('a.env', text)
    const base = await repo.commit('an old leak')
    await repo.git('mv', 'a.env', 'b.env')
    await repo.commit('renamed')
    const [key, secret] = [random.base62(64), random.base62(64)]
    const told = await repo.commit(`use binance\n\nbinance apiKey=${key}\nbinance secret=${secret}`)
    expect(places(await range(repo, base))).toEqual([`${told} message :3`])
  })

  it('without a commit is said aloud', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    const result = await range(repo, 'HEAD')
    expect(result.notices).toEqual([{ code: 'empty-range', detail: 'HEAD..HEAD holds no commit' }])
  })

  it('needs commits that are there', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    await expect(range(repo, 'nowhere')).rejects.toMatchObject({ code: 'usage' })
    await expect(range(repo, '--all')).rejects.toMatchObject({ code: 'usage' })
  })

  it('is incomplete where a shallow clone is cut, and blames nobody for what the base has', async () => {
    await using repo = await createRepo()
    await repo.write('old.env', leak())
    await repo.commit('an old leak')
    await repo.write('a.txt', 'a\n')
    await repo.commit('two')
    await repo.write('b.env', leak())
    const head = await repo.commit('a leak')
    const clone = join(repo.dir, '..', 'clone')
    await repo.git('clone', '--quiet', '--depth=1', `file://${repo.dir}`, clone)
    const result = await scanRange({ repository: clone, base: null, head: 'HEAD' })
    expect(isComplete(result.coverage)).toBe(false)
    expect(result.coverage.shallow).toBe(true)
    expect(result.coverage.skipped[0]).toMatchObject({ reason: 'missing', what: head })
    await expect(scanRange({ repository: clone, base: 'HEAD~1', head: 'HEAD' })).rejects.toThrow(
      /shallow/,
    )
  })

  it('is written with two dots', () => {
    expect(parseRange('main..HEAD')).toEqual({ base: 'main', head: 'HEAD' })
    expect(parseRange('v1.2..')).toEqual({ base: 'v1.2', head: 'HEAD' })
    for (const text of ['main', 'main...HEAD', '..HEAD', '']) {
      expect(() => parseRange(text)).toThrow(/<base>\.\.<head>/)
    }
  })
})

describe('a push', () => {
  const zero = '0'.repeat(40)

  it('is what the remote lacks, of all refs, with tag messages', async () => {
    await using repo = await createRepo()
    const remote = join(repo.dir, '..', 'remote.git')
    await mkdir(remote)
    await repo.git('init', '--quiet', '--bare', remote)
    await repo.git('remote', 'add', 'origin', remote)
    await repo.write('old.env', leak())
    const known = await repo.commit('an old leak')
    await repo.git('push', '--quiet', 'origin', 'main')
    await repo.git('switch', '--quiet', '--create', 'one')
    await repo.write('one.env', leak())
    const one = await repo.commit('one')
    await repo.git('switch', '--quiet', '--create', 'two', 'main')
    await repo.write('two.env', leak())
    const two = await repo.commit('two')
    await repo.git('tag', '--annotate', 'v1', '--message', `binance\n\n${leak()}`)
    const tag = await repo.git('rev-parse', 'v1')
    const stdin = [
      `refs/heads/one ${one} refs/heads/one ${zero}`,
      `refs/heads/two ${two} refs/heads/two ${known}`,
      `refs/tags/v1 ${tag} refs/tags/v1 ${zero}`,
      `(delete) ${zero} refs/heads/gone ${known}`,
      '',
    ].join('\n')
    const result = await scanPush('origin', { stdin, cwd: repo.dir, env: {} })
    expect(places(result)).toEqual(
      [`${one} blob one.env:1`, `${two} blob two.env:1`, `- tag :3`].toSorted(),
    )
    expect(result.coverage).toMatchObject({ commits: 2, tags: 1 })

    const deletion = `(delete) ${zero} refs/heads/gone ${known}\n`
    const nothing = await scanPush('origin', { stdin: deletion, cwd: repo.dir, env: {} })
    expect(nothing.coverage).toMatchObject({ commits: 0 })

    const unnamed = await scanPush(remote, {
      stdin: `refs/heads/one ${one} refs/heads/one ${zero}\n`,
      cwd: repo.dir,
      env: {},
    })
    expect(unnamed.coverage.commits).toBe(2)
  })

  it('whose remote has commits that are not here, is still looked at', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', leak())
    const head = await repo.commit('a leak')
    const stdin = `refs/heads/main ${head} refs/heads/main ${random.hex(40)}\n`
    const result = await scanPush('origin', { stdin, cwd: repo.dir, env: {} })
    expect(places(result)).toHaveLength(1)
    expect(result.notices).toMatchObject([{ code: 'unknown-base' }])
  })

  it('may be of something that is no commit', async () => {
    await using repo = await createRepo()
    await repo.write('below/a.env', leak())
    await repo.commit('start')
    const tree = await repo.git('rev-parse', 'HEAD^{tree}')
    const blob = await repo.git('rev-parse', 'HEAD:below/a.env')
    const stdin = `refs/tags/t ${tree} refs/tags/t ${zero}\nrefs/tags/b ${blob} refs/tags/b ${zero}\n`
    const result = await scanPush('origin', { stdin, cwd: repo.dir, env: {} })
    expect(places(result)).toEqual(['- blob :1', '- blob below/a.env:1'])
  })

  it('comes as git writes it', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    for (const stdin of ['nonsense\n', 'a b c\n']) {
      await expect(scanPush('origin', { stdin, cwd: repo.dir, env: {} })).rejects.toMatchObject({
        code: 'usage',
      })
      await expect(scanReceived({ stdin, cwd: repo.dir, env: {} })).rejects.toMatchObject({
        code: 'usage',
      })
    }
  })
})
