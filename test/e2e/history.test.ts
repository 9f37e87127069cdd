import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'

interface Report {
  readonly schema: string
  readonly findings: readonly Finding[]
  readonly coverage: Record<string, unknown>
}

async function historyOf(dir: string, ...args: string[]): Promise<Report> {
  const run = await runCli(['history', dir, '--format', 'json', ...args])
  expect(run.stderr).not.toContain('unexpected')
  return JSON.parse(run.stdout) as Report
}

describe('straykey history', () => {
  test('tells the story of a key that was added, moved and removed', async () => {
    await using repo = await createRepo()
    await repo.write('README.md', 'a bot\n')
    await repo.commit('Start')
    await repo.write('src/config.env', `# settings\n${binanceEnv(binancePair('story'))}`)
    const added = await repo.commit('Add settings')
    await repo.git('mv', 'src/config.env', 'settings.env')
    await repo.commit('Move settings')
    await repo.remove('settings.env')
    const removed = await repo.commit('Remove settings')

    const { findings, coverage } = await historyOf(repo.dir)
    expect(findings).toHaveLength(1)
    const [finding] = findings
    expect(finding).toMatchObject({
      rule: 'binance-api-key',
      confidence: 'high',
      severity: 'critical',
    })
    expect(finding!.secrets.map(({ role }) => role)).toEqual(['key', 'secret'])
    expect(finding!.history).toMatchObject({
      introduced: { id: added, author: 'Ada Example' },
      removed: { id: removed },
      inHead: false,
      unreachable: false,
      paths: ['settings.env', 'src/config.env'],
      refs: ['refs/heads/main'],
    })
    const introduced = finding!.occurrences.find(({ path }) => path === 'src/config.env')
    expect(introduced).toMatchObject({ kind: 'blob', line: 2, column: 17, commit: { id: added } })
    expect(coverage).toMatchObject({ commits: 4, blobs: 2, interrupted: false, skippedCount: {} })
  })

  test('finds what merges, stashes, amended commits, messages and tags hide', async () => {
    await using repo = await createRepo()
    await repo.write('bot.py', 'pass\n')
    await repo.commit('Start')
    await repo.git('checkout', '-q', '-b', 'side')
    await repo.write('side.txt', 'side\n')
    await repo.commit('Side')
    await repo.git('checkout', '-q', 'main')
    await repo.write('main.txt', 'main\n')
    await repo.commit('Main')
    await repo.git('merge', '-q', '--no-ff', '--no-commit', 'side')
    await repo.write('evil.env', binanceEnv(binancePair('merge')))
    await repo.commit('Merge side')
    await repo.write('bot.py', binanceEnv(binancePair('stash')))
    await repo.git('stash', '-q')
    await repo.write('amended.env', binanceEnv(binancePair('amended')))
    await repo.commit('Oops')
    await repo.write('amended.env', 'nothing\n')
    await repo.git('add', '-A')
    await repo.git('commit', '-q', '--amend', '-m', 'Fine')
    await repo.git(
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      `Note\n\n${binanceEnv(binancePair('message'))}`,
    )
    await repo.git('tag', '-a', 'v1', '-m', `Release\n\n${binanceEnv(binancePair('tag'))}`)
    await repo.git('notes', 'add', '-m', binanceEnv(binancePair('note')), 'HEAD')

    const { findings } = await historyOf(repo.dir)
    const places = findings.map((finding) => {
      const { kind, path } = finding.occurrences[0]
      const state = finding.history!.unreachable ? 'unreachable' : 'reachable'
      return `${kind} ${kind === 'note' ? '' : path} ${state}`
    })
    expect(places.toSorted()).toEqual([
      'blob bot.py reachable',
      'blob evil.env reachable',
      'message  reachable',
      'note  reachable',
      'tag  reachable',
      'unreachable amended.env unreachable',
    ])
  })

  test('gives the same report from packs and loose objects, in one thread and in several', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 12; i++) {
      const pair = binancePair(`pair ${i % 4}`)
      await repo.write('keys.env', `${'# filler\n'.repeat(i * 20)}${binanceEnv(pair)}`)
      await repo.commit(`Change ${i}`)
    }
    const loose = await historyOf(repo.dir)
    await repo.git('repack', '-q', '-adf', '--depth=50')
    expect(await historyOf(repo.dir, '--jobs', '1')).toEqual(loose)
    expect(await historyOf(repo.dir, '--jobs', '3')).toEqual(loose)
    expect(loose.findings).toHaveLength(4)
  })

  test('large packs are scanned by threads that start before objects are listed', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 3; i++) {
      await repo.write(`noise-${i}.bin`, seeded(`noise ${i}`).bytes(2 * 1024 * 1024))
      await repo.write('keys.env', binanceEnv(binancePair(`pair ${i}`)))
      await repo.commit(`Change ${i}`)
    }
    await repo.git('repack', '-q', '-ad')
    const alone = await historyOf(repo.dir, '--jobs', '1')
    expect(alone.findings).toHaveLength(3)
    expect(await historyOf(repo.dir, '--jobs', '2')).toEqual(alone)
    expect(await historyOf(repo.dir, '--jobs', '2', '--shard', '1/1')).toMatchObject({
      findings: alone.findings,
    })
  })

  test('a clean history exits with 0, a leak with 1, and no secret is printed', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'nothing to see\n')
    await repo.commit('Start')
    const clean = await runCli(['history'], { cwd: repo.dir })
    expect(clean).toMatchObject({ code: 0 })
    expect(clean.stderr).toContain('1 commit, 1 blob')

    const pair = binancePair('printed')
    await repo.write('.env', binanceEnv(pair))
    await repo.commit('Leak')
    for (const format of [
      'terminal',
      'json',
      'sarif',
      'html',
      'markdown',
      'csv',
      'junit',
      'github',
    ]) {
      const leak = await runCli(['history', '--format', format], { cwd: repo.dir })
      expect(leak.code, format).toBe(1)
      expect(leak.stdout, format).toContain(pair.key.slice(0, 4))
      expect(leak.stdout + leak.stderr, format).not.toContain(pair.key.slice(0, 12))
      expect(leak.stdout + leak.stderr, format).not.toContain(pair.secret.slice(0, 12))
    }
    const shown = await runCli(['history', '--show-secrets'], { cwd: repo.dir })
    expect(shown.stdout).toContain(pair.secret)
  })
})
