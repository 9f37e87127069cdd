import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import type { Repo } from '../helpers/git-repo.ts'
import { startGitHub } from '../action/github-server.ts'
import { push } from '../action/payloads.ts'
import { runAction, token } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'

const quiet = { comment: 'false' }

describe('what cannot be done is told in a sentence', () => {
  test('no checkout', async () => {
    const workspace = await realpath(await mkdtemp(join(tmpdir(), 'straykey-empty-')))
    const run = await runAction({ workspace, event: 'push', payload: push() })
    await rm(workspace, { recursive: true })
    expect(run.code).toBe(2)
    expect(run.log).toMatch(/^::error .*There is no checkout in .*actions\/checkout/m)
    expect(run.summary).toContain('There is no checkout')
  })

  test.each([
    ['fail-on', 'critical', 'high, medium, low, never'],
    ['min-confidence', '::error::x', 'high, medium, low'],
    ['upload-sarif', 'yes', 'true or false'],
    ['baseline', '../../etc/passwd', 'inside'],
    ['rules', 'nowhere.yaml', 'is not there'],
  ])('the input %s: %s', async (name, value, told) => {
    await using scene = await openPull({}, [{ 'a.txt': 'a\n' }])
    const run = await runAction({
      ...(await scene.run(undefined, { inputs: { ...quiet, [name]: value } })),
      event: 'push',
      payload: push({ before: scene.base, after: scene.head }),
    })
    expect(run.code).toBe(2)
    expect(run.log).toMatch(new RegExp(`^::error title=straykey::.*${name}.*${told}`, 'm'))
    expect(run.log).not.toMatch(/^::error::/m)
  })

  test('a shallow clone whose missing commits cannot be fetched', async () => {
    await using scene = await openPull({}, [{ '.env': leak('shallow') }])
    const run = await runAction(
      await scene.run(undefined, { serverUrl: 'file:///nowhere', inputs: quiet }),
    )
    expect(run.code).toBe(2)
    expect(run.log).toMatch(/^::error .*cannot be fetched.*fetch-depth: 0/m)
    const fresh = push({ ref: 'refs/heads/new', before: '0'.repeat(40), after: scene.head })
    const first = await runAction({
      ...(await scene.run(undefined, { serverUrl: 'file:///nowhere', inputs: quiet })),
      event: 'push',
      payload: fresh,
    })
    expect(first.code).toBe(2)
    expect(first.log).toMatch(/^::error .*refs\/heads\/main.*asked for.*fetch-depth: 0/m)
    const nightly = { event: 'schedule', payload: {}, serverUrl: 'file:///nowhere' }
    const whole = await runAction({ ...(await scene.run()), ...nightly })
    expect(whole.code).toBe(2)
    expect(whole.log).toMatch(/^::error .*This clone is shallow/m)
  })

  test('objects that are missing', async () => {
    await using scene = await openPull({}, [{ '.env': leak('missing'), 'b.env': leak('there') }])
    const options = await scene.run(undefined, { inputs: quiet })
    const { repo } = scene.hosted
    const fetched = ['-q', '--unshallow', 'origin', 'main', 'refs/pull/7/head']
    await repo.git('-C', options.workspace, '-c', 'fetch.unpackLimit=100', 'fetch', ...fetched)
    const blob = await repo.git('rev-parse', `${scene.head}:.env`)
    await looseOnly(repo, options.workspace)
    await rm(join(options.workspace, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    const run = await runAction(options)
    expect(run.code).toBe(2)
    expect(run.log).toMatch(
      /^::error .*1 new credential.*Not everything in pull request 7 could be scanned/m,
    )
    expect(run.outputs).toMatchObject({ new: '1' })
  })
})

/** Unpacks everything, so that one object can be taken out. */
async function looseOnly(repo: Repo, workspace: string): Promise<void> {
  const packs = join(workspace, '.git', 'objects', 'pack')
  const aside = join(workspace, '.git', 'aside')
  await rename(packs, aside)
  await mkdir(packs)
  for (const name of await readdir(aside)) {
    if (!name.endsWith('.pack')) continue
    const bytes = await readFile(join(aside, name))
    await repo.gitBytes(['-C', workspace, 'unpack-objects', '-q'], bytes)
  }
}

describe('an event that cannot be read is scanned whole', () => {
  test.each([
    ['not JSON', '{"pull_request":'],
    ['without its fields', '{}'],
  ])('%s', async (_name, payload) => {
    await using scene = await openPull({ 'old.env': leak('whole') }, [{ 'a.txt': 'a\n' }])
    const run = await runAction(await scene.run(undefined, { payload }))
    expect(run.code).toBe(1)
    expect(run.log).toMatch(/^::notice .*lacks .*whole history is scanned/m)
    expect(run.outputs).toMatchObject({ new: '1' })
  })

  test('of another repository than the checkout: nothing is commented or uploaded', async () => {
    await using scene = await openPull({ 'old.env': leak('other') }, [{ 'a.txt': 'a\n' }])
    await using github = await startGitHub({ token })
    const inputs = { 'upload-sarif': 'true' }
    const env = { GITHUB_REPOSITORY: 'someone/else' }
    const run = await runAction(await scene.run(github.url, { inputs, env }))
    expect(run.log).toMatch(/^::notice .*of another repository/m)
    expect(run.code).toBe(1)
    expect(github.calls).toEqual([])
  })
})

describe('the result of the scan stands', () => {
  test('when the API is down, slow or limits the rate', async () => {
    await using scene = await openPull({}, [{ '.env': leak('stands') }])
    const down = await runAction(await scene.run('http://127.0.0.1:9'))
    expect(down).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(down.log).toMatch(
      /^::warning .*Commenting failed; the result of the scan stands. GitHub could not be reached/m,
    )

    const list = 'issues/list-comments'
    const create = 'issues/create-comment'
    await using busy = await startGitHub({
      token,
      script: [
        { operation: list, status: 502 },
        {
          operation: list,
          status: 403,
          headers: { 'retry-after': '1' },
          body: { message: 'You have exceeded a secondary rate limit. Please wait.' },
        },
        {
          operation: create,
          status: 429,
          headers: {
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 2),
          },
          body: { message: 'API rate limit exceeded' },
        },
      ],
    })
    const limited = await runAction(await scene.run(busy.url))
    expect(limited.code).toBe(1)
    expect(limited.log).toContain('limits the rate')
    expect(busy.comments).toHaveLength(1)

    await using closed = await startGitHub({
      token,
      script: [
        {
          operation: list,
          status: 403,
          headers: {
            'x-ratelimit-remaining': '0',
            'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
          },
          body: { message: 'API rate limit exceeded' },
        },
      ],
    })
    const given = await runAction(await scene.run(closed.url))
    expect(given.code).toBe(1)
    expect(given.log).toMatch(/^::notice .*No comment was made.*rate limit/m)
  })

  test('when the API does not answer at all', async () => {
    await using scene = await openPull({}, [{ '.env': leak('slow') }])
    const operation = 'issues/list-comments'
    const hang = { operation, hang: true } as const
    await using slow = await startGitHub({ token, script: [hang, hang, hang, hang] })
    const run = await runAction(await scene.run(slow.url))
    expect(run.code).toBe(1)
    expect(run.log).toMatch(/^::warning .*Commenting failed/m)
  })

  test('when files cannot be written', async () => {
    await using scene = await openPull({}, [{ '.env': leak('files') }])
    const run = await runAction(
      await scene.run(undefined, {
        inputs: { ...quiet, 'sarif-file': 'no/such/folder/x.sarif' },
        env: { GITHUB_STEP_SUMMARY: '/nowhere/summary', GITHUB_OUTPUT: '/nowhere/output' },
      }),
    )
    expect(run.code).toBe(1)
    expect(run.log).toMatch(/^::error .*1 new credential/m)
    expect(run.log.match(/^::warning .*the result of the scan stands/gm)).toHaveLength(3)
  })
})

describe('hostile or many', () => {
  test('names, authors and messages stay text', async () => {
    const path = 'a\n::error::owned\r##[error]b|<img src=x>`](x) @all %0A.env'
    await using scene = await openPull({}, [{ [path]: leak('hostile') }])
    await using github = await startGitHub({ token })
    const run = await runAction(await scene.run(github.url))
    expect(run.code).toBe(1)
    for (const line of run.log.split('\n')) {
      expect(line).not.toMatch(/^\s*::error::/)
      expect(line.startsWith('::') ? '' : line).not.toContain('##[')
    }
    for (const text of [run.summary, github.comments[0]!.body]) {
      expect(text).not.toMatch(/^::/m)
      // Only inside of code, where it is text.
      for (const line of text.split('\n').filter((item) => item.includes('<img'))) {
        expect(line).toMatch(/`+[^\n]*<img[^\n]*`+/)
      }
    }
    expect(github.faults).toEqual([])
  })

  test('5,000 findings: all counted, the worst shown, every limit kept', async () => {
    const content = Array.from(
      { length: 5200 },
      (_, i) => `# ${i}\n${binanceEnv(binancePair(`many ${i}`))}\n`,
    )
    const changes = Object.fromEntries(
      Array.from({ length: 52 }, (_, i) => [
        `keys-${i}.env`,
        content.slice(100 * i, 100 * i + 100).join('\n'.repeat(20)),
      ]),
    )
    await using scene = await openPull({}, [changes])
    await using github = await startGitHub({ token })
    const sarif = join(await realpath(tmpdir()), `straykey-${process.pid}.sarif`)
    const inputs = { 'upload-sarif': 'true', 'sarif-file': sarif }
    const run = await runAction(await scene.run(github.url, { inputs }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '5200', sarif } })
    expect(run.log.match(/^::(?:error|warning)/gm)!.length).toBeLessThanOrEqual(10)
    expect(run.log).toContain('and 5,192 more')
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024)
    expect(github.comments[0]!.body.length).toBeLessThan(65_536)
    expect(github.uploads[0]!.sarif.runs[0]!.results).toHaveLength(5000)
    expect(run.log).toContain('200 less severe findings')
    expect((await readFile(sarif, 'utf8')).length).toBeGreaterThan(1000)
    await rm(sarif)
    expect(github.faults).toEqual([])
  })
})
