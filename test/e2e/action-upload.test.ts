import { describe, expect, test } from 'vitest'
import { startGitHub } from '../action/github-server.ts'
import { push } from '../action/payloads.ts'
import { runAction, token } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'

const inputs = { 'upload-sarif': 'true', comment: 'false' }

describe('upload to code scanning', () => {
  test('of a pull request goes to its head under a category of its own', async () => {
    await using scene = await openPull({}, [{ '.env': leak('upload') }])
    const processing = [{ processing_status: 'pending' }, { processing_status: 'complete' }]
    await using github = await startGitHub({ token, processing })
    const run = await runAction(await scene.run(github.url, { inputs }))
    expect(github.faults).toEqual([])
    expect(run.code).toBe(1)
    expect(run.log).toContain('uploaded to code scanning for refs/pull/7/head and processed')
    expect(github.calls).toEqual([
      'code-scanning/upload-sarif',
      'code-scanning/get-sarif',
      'code-scanning/get-sarif',
    ])
    const [upload] = github.uploads
    expect(upload).toMatchObject({ commit: scene.head, ref: 'refs/pull/7/head' })
    expect(upload!.sarif.runs[0]!.automationDetails.id).toBe('straykey/range/')
    expect(upload!.sarif.runs[0]!.results).toHaveLength(1)
  })

  test('of everything goes to the branch under another category', async () => {
    await using scene = await openPull({ '.env': leak('nightly') }, [{ 'a.txt': 'a\n' }])
    await using github = await startGitHub({ token })
    const run = await runAction({
      ...(await scene.run(github.url, { inputs })),
      event: 'schedule',
      payload: {},
      sha: scene.base,
      ref: 'refs/heads/main',
    })
    expect(run.code).toBe(1)
    expect(github.faults).toEqual([])
    expect(github.uploads[0]).toMatchObject({ commit: scene.base, ref: 'refs/heads/main' })
    expect(github.uploads[0]!.sarif.runs[0]!.automationDetails.id).toBe('straykey/history/')
  })

  test('is left out with a notice for forks and for a pushed range', async () => {
    await using scene = await openPull({}, [{ '.env': leak('fork') }])
    await using github = await startGitHub({ token })
    const pull = { from: 'eve/bot' }
    const fork = await runAction(await scene.run(github.url, { inputs, pull }))
    expect(fork.code).toBe(1)
    expect(fork.log).toMatch(/^::notice .*Nothing was uploaded to code scanning: .*fork/m)
    const pushed = await runAction({
      ...(await scene.run(github.url, { inputs })),
      event: 'push',
      payload: push({ ref: 'refs/heads/feature', before: scene.base, after: scene.head }),
      ref: 'refs/heads/feature',
    })
    expect(pushed.code).toBe(1)
    expect(pushed.log).toMatch(/^::notice .*Nothing was uploaded.*full-history/m)
    expect(github.calls).toEqual([])
  })

  test('that GitHub refuses, or may not be, takes nothing of the result with it', async () => {
    await using scene = await openPull({}, [{ '.env': leak('refused') }])
    const failed = {
      processing_status: 'failed',
      errors: ['locationFromSarifResult:\n::error::no'],
    }
    await using refusing = await startGitHub({ token, processing: [failed] })
    const refused = await runAction(await scene.run(refusing.url, { inputs }))
    expect(refused).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(refused.log).toMatch(
      /^::warning .*the result of the scan stands.*locationFromSarifResult/m,
    )
    expect(refused.log).not.toMatch(/^::error::no/m)

    await using forbidding = await startGitHub({ token, may: ['comment'] })
    const forbidden = await runAction(await scene.run(forbidding.url, { inputs }))
    expect(forbidden.code).toBe(1)
    expect(forbidden.log).toMatch(/^::warning .*403.*security-events: write/m)
    expect(forbidden.summary).toContain('1 new credential')
  })
})
