import { describe, expect, test } from 'vitest'
import { mergeGroup, push } from '../action/payloads.ts'
import { hostRepo, runAction, type ActionRun, type Hosted } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'

const zero = '0'.repeat(40)

interface PushScene {
  readonly hosted: Hosted
  readonly first: string
  readonly second: string
}

/** Two commits on `main`: the first leaks, the second adds a file of the test's. */
async function twoCommits(second: string, format: 'sha1' | 'sha256' = 'sha1'): Promise<PushScene> {
  const hosted = await hostRepo({ objectFormat: format })
  await hosted.repo.write('old.env', leak('old'))
  const first = await hosted.repo.commit('Start')
  await hosted.repo.write('new.txt', second)
  const ids = { first, second: await hosted.repo.commit('Go on') }
  await hosted.repo.git('push', '-q', 'origin', 'main')
  return { hosted, ...ids }
}

async function runPush(
  { serverUrl }: Hosted,
  workspace: string,
  payload: Record<string, unknown>,
): Promise<ActionRun> {
  const ref = String(payload['ref'])
  return await runAction({ workspace, event: 'push', payload, ref, serverUrl })
}

describe('push', () => {
  test('scans what is new and nothing older', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    const payload = push({ before: scene.first, after: scene.second })
    const run = await runPush(hosted, await hosted.clone(), payload)
    expect(run.log).toContain('the push to branch main: 1 commit')
    expect(run).toMatchObject({ code: 0, outputs: { findings: '0', new: '0' } })
    expect(run.summary).toContain('1 commit')
  })

  test('of a SHA-256 repository', async () => {
    const scene = await twoCommits(leak('sha256'), 'sha256')
    await using hosted = scene.hosted
    const payload = push({ before: scene.first, after: scene.second })
    const run = await runPush(hosted, await hosted.clone(), payload)
    expect(run.code).toBe(1)
    expect(run.log).toContain('new.txt')
    expect(run.log).not.toContain('old.env')
    const isNew = push({ before: '0'.repeat(64), after: scene.second })
    expect((await runPush(hosted, await hosted.clone(), isNew)).outputs).toMatchObject({ new: '2' })
  })

  test('of the first branch scans all of it', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    const run = await runPush(
      hosted,
      await hosted.clone(),
      push({ before: zero, after: scene.second }),
    )
    expect(run.code).toBe(1)
    expect(run.log).toContain('2 commits, from the first commit')
  })

  test.each([1, null])('of a new branch leaves out what main has (depth %s)', async (depth) => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('checkout', '-q', '-b', 'feature')
    await hosted.repo.write('feature.env', leak('feature'))
    const after = await hosted.repo.commit('Add a feature')
    await hosted.repo.git('push', '-q', 'origin', 'feature')
    const payload = push({ ref: 'refs/heads/feature', before: zero, after })
    const run = await runPush(hosted, await hosted.clone({ ref: 'feature', depth }), payload)
    expect(run.log).toContain('the new branch feature: 1 commit')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })

  test('with force, when what was there before is gone from the server too', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('checkout', '-q', '-b', 'feature')
    await hosted.repo.write('feature.env', leak('forced'))
    const after = await hosted.repo.commit('Rewritten')
    await hosted.repo.git('push', '-q', 'origin', 'feature')
    const before = '1234567890'.repeat(4)
    const payload = push({ ref: 'refs/heads/feature', before, after, forced: true })
    const run = await runPush(hosted, await hosted.clone({ ref: 'feature' }), payload)
    expect(run.log).toContain('with force')
    expect(run.log).toContain('is gone')
    expect(run.log).toContain('1 commit,')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })

  test('with force, when what was there before can still be fetched', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('checkout', '-q', '--detach', scene.first)
    await hosted.repo.write('again.env', leak('again'))
    const after = await hosted.repo.commit('Rewritten')
    await hosted.repo.git('push', '-q', '--force', 'origin', `${after}:refs/heads/main`)
    const payload = push({ before: scene.second, after, forced: true })
    const run = await runPush(hosted, await hosted.clone(), payload)
    expect(run.log).not.toContain('is gone')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })

  test('of a tag on a commit that a branch has says aloud that there is nothing', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('tag', 'v1')
    await hosted.repo.git('push', '-q', 'origin', 'v1')
    const payload = push({ ref: 'refs/tags/v1', before: zero, after: scene.second })
    const run = await runPush(hosted, await hosted.clone({ depth: null }), payload)
    expect(run).toMatchObject({ code: 0, outputs: { findings: '0', new: '0', sarif: '' } })
    expect(run.log).toMatch(/^::notice .*There is no commit in the new tag v1/m)
    expect(run.summary).toContain('nothing to scan')
  })

  test('of an annotated tag scans its commits', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('checkout', '-q', '--detach')
    await hosted.repo.write('release.env', leak('release'))
    await hosted.repo.commit('Release')
    await hosted.repo.git('tag', '-a', 'v2', '-m', 'Version 2')
    const after = await hosted.repo.git('rev-parse', 'v2')
    await hosted.repo.git('push', '-q', 'origin', 'v2')
    const payload = push({ ref: 'refs/tags/v2', before: zero, after })
    const run = await runPush(hosted, await hosted.clone({ ref: 'v2' }), payload)
    expect(run.log).toContain('release.env')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })

  test('of an annotated tag scans its message, even where it brings no commit', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    await hosted.repo.git('tag', '-a', 'v3', '-m', `Version 3\n\n${leak('message')}`)
    const after = await hosted.repo.git('rev-parse', 'v3')
    await hosted.repo.git('push', '-q', 'origin', 'v3')
    const payload = push({ ref: 'refs/tags/v3', before: zero, after })
    const run = await runPush(hosted, await hosted.clone({ ref: 'v3' }), payload)
    expect(run.log).toContain('0 commits')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })

  test('that deletes a branch scans nothing and says so', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    const payload = push({ before: scene.second, after: zero })
    const run = await runPush(hosted, await hosted.clone(), payload)
    expect(run.code).toBe(0)
    expect(run.log).toMatch(/^::notice .*branch main was deleted/m)
  })
})

test('a clone that stays shallow below the range has no gap', async () => {
  await using hosted = await hostRepo()
  const { repo } = hosted
  const commits = Array.from(
    { length: 400 },
    (_, i) =>
      `commit refs/heads/main\ncommitter Ada <ada@example.com> ${1_700_000_000 + i} +0000\ndata 1\n${i % 10}\n`,
  )
  await repo.gitBytes(['fast-import', '--quiet'], `${commits.join('\n')}\n`)
  await repo.git('reset', '-q', '--hard')
  const before = await repo.git('rev-parse', 'main~3')
  await repo.git('push', '-q', 'origin', 'main')
  const after = await repo.git('rev-parse', 'main')
  const workspace = await hosted.clone()
  const run = await runPush(hosted, workspace, push({ before, after }))
  expect(run.log).toContain('3 commits')
  expect(run.log).not.toContain('not everything')
  expect(run.code).toBe(0)
  expect(await repo.git('-C', workspace, 'rev-parse', '--is-shallow-repository')).toBe('true')
})

test('merge_group scans the group', async () => {
  await using scene = await openPull({}, [{ 'queue.env': leak('queue') }])
  const run = await runAction({
    ...(await scene.run()),
    event: 'merge_group',
    payload: mergeGroup(scene.base, scene.head),
  })
  expect(run.log).toContain('the merge group: 1 commit')
  expect(run.code).toBe(1)
})

describe('everything', () => {
  test.each(['schedule', 'workflow_dispatch', 'release'])(
    '%s makes a shallow clone whole and finds what was removed long ago',
    async (event) => {
      const scene = await twoCommits('harmless\n')
      await using hosted = scene.hosted
      await hosted.repo.remove('old.env')
      const sha = await hosted.repo.commit('Remove')
      await hosted.repo.git('push', '-q', 'origin', 'main')
      const { serverUrl } = hosted
      const workspace = await hosted.clone()
      const run = await runAction({
        workspace,
        event,
        payload: {},
        sha,
        ref: 'refs/heads/main',
        serverUrl,
      })
      expect(run.log).toContain('all branches and tags have been fetched')
      expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
      expect(run.summary).toContain('3 commits')
    },
  )

  test('is scanned for an event that has no range, with a notice', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    const { serverUrl } = hosted
    const workspace = await hosted.clone()
    const run = await runAction({ workspace, event: 'issue_comment', payload: {}, serverUrl })
    expect(run.log).toMatch(/^::notice .*the event issue_comment there is no range/m)
    expect(run.code).toBe(1)
  })

  test('is scanned where full-history asks for it', async () => {
    const scene = await twoCommits('harmless\n')
    await using hosted = scene.hosted
    const run = await runAction({
      workspace: await hosted.clone({ depth: null }),
      event: 'push',
      payload: push({ before: scene.first, after: scene.second }),
      ref: 'refs/heads/main',
      serverUrl: hosted.serverUrl,
      inputs: { 'full-history': 'true' },
    })
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  })
})
