import { describe, expect, test } from 'vitest'
import { scanText } from '../../src/app/scan-text.ts'
import { seeded } from '../helpers/seeded.ts'
import { push } from '../action/payloads.ts'
import { runAction } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'

const baselinePath = '.straykey/baseline.yaml'

function baselineOf(text: string): string {
  const entries = scanText(text).findings.map(
    ({ id, rule }) => `  - fingerprint: "${id}"\n    rule: ${rule}\n`,
  )
  return `version: 1\nknown:\n${entries.join('')}`
}

describe('a pull request cannot excuse its own leak', () => {
  test('with a baseline, an allow comment or a configuration of its own, and that is told', async () => {
    const text = leak('excuse', 'straykey:allow binance-api-key just a test')
    await using scene = await openPull({}, [
      {
        'a.env': text,
        [baselinePath]: baselineOf(text),
        'straykey.yaml':
          'fail-on: never\nexclude: ["**"]\nallow-paths:\n  - paths: ["**"]\n    reason: mine\n',
      },
    ])
    const run = await runAction(await scene.run(undefined, { inputs: { comment: 'false' } }))
    expect(run).toMatchObject({ code: 1, outputs: { findings: '1', new: '1' } })
    expect(run.log).toMatch(/^::notice .*this change touches straykey\.yaml/m)
    expect(run.log).toMatch(/^::notice .*this change touches \.straykey\/baseline\.yaml/m)
    expect(run.log).toMatch(
      /^::notice .*a\.env: the comment straykey:allow .* came with this change/m,
    )
    expect(run.summary).toContain('came with this change')
  })

  test('even when that makes its own files unreadable', async () => {
    await using scene = await openPull({}, [
      { 'a.env': leak('broken'), [baselinePath]: '<<<<<<< conflict', 'straykey.yaml': '{{{' },
    ])
    const run = await runAction(await scene.run(undefined, { inputs: { comment: 'false' } }))
    expect(run.code).toBe(1)
  })

  test('but the base commit can', async () => {
    const known = leak('known')
    const allowed = leak('allowed', 'straykey:allow binance-api-key documented in the wiki')
    await using scene = await openPull(
      {
        [baselinePath]: baselineOf(known),
        'doc.md': allowed,
        'straykey.yaml': 'allow-paths:\n  - paths: ["samples/**"]\n    reason: made up\n',
      },
      [
        {
          'known.env': known,
          'doc.md': `# A new heading\n\n${allowed}`,
          'samples/one.env': leak('sample'),
        },
      ],
    )
    const run = await runAction(await scene.run(undefined, { inputs: { comment: 'false' } }))
    expect(run).toMatchObject({ code: 0, outputs: { new: '0' } })
  })

  test('with rules of its own; those of the base count', async () => {
    const rule = (prefix: string): string => `rules:
  - id: house-token
    title: House token
    vendor: House
    role: token
    severity: high
    token: { alphabet: base62, length: 30, prefix: ${prefix} }
    base: 80
    remediation: [Revoke it.]
    references: [https://example.com]
    examples: ["t={{base62:30}}"]
    counterExamples: ["t=x"]
`
    const house = `t = house_${seeded('house').base62(30)}\n`
    await using scene = await openPull({ 'rules.yaml': rule('house_') }, [
      { 'rules.yaml': rule('other_'), 'a.txt': house },
    ])
    const inputs = { rules: 'rules.yaml', comment: 'false' }
    const run = await runAction(await scene.run(undefined, { inputs }))
    expect(run.log).toContain('this change touches rules.yaml')
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(run.log).toContain('House token')
  })
})

test('pull_request_target scans a fork from a checkout of the base, which stays as it is', async () => {
  await using scene = await openPull({}, [{ 'a.env': leak('target') }])
  const workspace = await scene.hosted.clone({ ref: 'main' })
  const run = await runAction({
    ...(await scene.run(undefined, { inputs: { comment: 'false' }, pull: { from: 'eve/bot' } })),
    workspace,
    event: 'pull_request_target',
    sha: scene.base,
    ref: 'refs/heads/main',
  })
  expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
  const { repo } = scene.hosted
  expect(await repo.git('-C', workspace, 'rev-parse', 'HEAD')).toBe(scene.base)
  expect(await repo.git('-C', workspace, 'status', '--porcelain')).toBe('')
})

test('a push takes the configuration of what is checked out', async () => {
  const text = leak('pushed')
  await using scene = await openPull({}, [{ 'a.env': text, [baselinePath]: baselineOf(text) }])
  const run = await runAction({
    ...(await scene.run()),
    event: 'push',
    payload: push({ ref: 'refs/heads/feature', before: scene.base, after: scene.head }),
  })
  expect(run).toMatchObject({ code: 0, outputs: { findings: '1', new: '0' } })
})

test('nothing of the repository is executed', async () => {
  await using scene = await openPull({}, [
    { '.gitattributes': '*.txt filter=evil diff=evil\n', 'a.txt': 'x\n' },
  ])
  const options = await scene.run(undefined, { inputs: { comment: 'false' } })
  const { repo } = scene.hosted
  const config = async (key: string, value: string): Promise<unknown> =>
    await repo.git('-C', options.workspace, 'config', key, value)
  const evil = `sh -c 'touch ${options.workspace}/owned; cat'`
  for (const key of [
    'core.fsmonitor',
    'core.sshCommand',
    'core.askPass',
    'credential.helper',
    'core.pager',
    'diff.external',
    'core.alternateRefsCommand',
    'filter.evil.smudge',
    'diff.evil.textconv',
    'remote.origin.uploadpack',
    'core.gitProxy',
    `remote.${scene.hosted.serverUrl}/octo/bot.uploadpack`,
  ]) {
    await config(key, evil)
  }
  await repo.write('hook', `#!/bin/sh\ntouch ${options.workspace}/owned\n`)
  await repo.git('-C', options.workspace, 'config', 'core.hooksPath', repo.dir)
  const run = await runAction(options)
  expect(run.log).toContain('The clone was shallow')
  expect(run.code).toBe(0)
  const files = await repo.git(
    '-C',
    options.workspace,
    '-c',
    'core.fsmonitor=',
    'ls-files',
    '--others',
  )
  expect(files).toBe('')
})
