import { describe, expect, test } from 'vitest'
import { planEvent, type EventEnvironment, type EventPlan } from '../../src/action/event.ts'
import { ids, mergeGroup, pullRequest, push } from './payloads.ts'

function plan(name: string, payload: unknown, env: Partial<EventEnvironment> = {}): EventPlan {
  return planEvent(name, payload, { sha: '', ref: '', fullHistory: false, ...env })
}

describe('pull_request', () => {
  test('takes base and head of the payload, and nothing of the head on trust', () => {
    const env = { sha: ids.merge, ref: 'refs/pull/7/merge' }
    expect(plan('pull_request', pullRequest(), env)).toEqual({
      kind: 'range',
      head: ids.head,
      base: ids.base,
      merge: ids.merge,
      headRef: 'refs/pull/7/head',
      baseRef: 'refs/heads/main',
      trust: 'base',
      pull: { number: 7, fork: false, commits: 3 },
      what: 'pull request 7',
      notices: [],
    })
  })

  test.each([
    ['another repository', 'eve/bot', true],
    ['the same in other letters', 'Octo/Bot', false],
    ['a fork that was deleted', null, true],
  ])('from %s', (_name, from, fork) => {
    expect(plan('pull_request', pullRequest({ from }))).toMatchObject({ pull: { fork } })
  })

  test('as pull_request_target the tip of the base branch is the base, and there is no test merge', () => {
    const env = { sha: ids.merge, ref: 'refs/heads/main' }
    const made = plan('pull_request_target', pullRequest({ from: 'eve/bot' }), env)
    expect(made).toMatchObject({ kind: 'range', base: ids.merge, merge: null, trust: 'base' })
  })

  test('with ids of a SHA-256 repository', () => {
    const payload = pullRequest({ base: ids.base256, head: ids.head256 })
    expect(plan('pull_request', payload)).toMatchObject({ base: ids.base256, head: ids.head256 })
  })
})

describe('push', () => {
  test('takes what is after and was not before', () => {
    expect(plan('push', push())).toMatchObject({
      kind: 'range',
      base: ids.base,
      head: ids.head,
      headRef: 'refs/heads/main',
      baseRef: null,
      trust: 'head',
      what: 'the push to branch main',
    })
  })

  test.each([ids.zero, ids.zero256])('of a new branch has no base (before %s)', (before) => {
    expect(plan('push', push({ ref: 'refs/heads/feature', before }))).toMatchObject({
      kind: 'range',
      base: null,
      baseRef: 'refs/heads/main',
      what: 'the new branch feature',
    })
  })

  test('of the first branch has nothing to compare with', () => {
    const made = plan('push', push({ before: ids.zero }))
    expect(made).toMatchObject({ base: null, baseRef: null, head: ids.head })
  })

  test('with force is told of', () => {
    const made = plan('push', push({ ref: 'refs/heads/feature', forced: true }))
    expect(made).toMatchObject({ kind: 'range', base: ids.base, baseRef: 'refs/heads/main' })
    expect(made).toMatchObject({ notices: [expect.stringContaining('with force')] })
  })

  test('of a tag', () => {
    const made = plan('push', push({ ref: 'refs/tags/v1', before: ids.zero }))
    expect(made).toMatchObject({ base: null, baseRef: 'refs/heads/main', what: 'the new tag v1' })
  })

  test.each([ids.zero, ids.zero256])('that deletes a branch leaves nothing (after %s)', (after) => {
    expect(plan('push', push({ after }))).toEqual({
      kind: 'nothing',
      reason: 'branch main was deleted: there is nothing to scan.',
    })
  })
})

test('merge_group takes the commits of the group and trusts its base', () => {
  expect(plan('merge_group', mergeGroup())).toMatchObject({
    kind: 'range',
    base: ids.base,
    head: ids.head,
    trust: 'base',
    pull: null,
  })
})

test.each(['schedule', 'workflow_dispatch', 'release'])('%s scans everything', (name) => {
  const made = plan(name, { action: 'published' }, { sha: ids.head, ref: 'refs/heads/main' })
  expect(made).toMatchObject({ kind: 'everything', head: ids.head, trust: 'head', notices: [] })
})

test.each(['', 'issue_comment', 'workflow_run', '__proto__'])(
  'an event without a range (%j) scans everything and says so',
  (name) => {
    const made = plan(name, {})
    expect(made).toMatchObject({ kind: 'everything' })
    expect(made).toMatchObject({ notices: [expect.stringContaining('whole history')] })
  },
)

describe('a payload without what it should have', () => {
  const damaged: [string, unknown][] = [
    ['pull_request', null],
    ['pull_request', {}],
    ['pull_request', { pull_request: { number: 7, head: { sha: ids.head } } }],
    ['pull_request', pullRequest({ base: 'main' })],
    ['pull_request', pullRequest({ head: `${ids.head} --output=x` })],
    ['pull_request_target', []],
    ['push', { ref: 'refs/heads/main' }],
    ['push', push({ before: 'HEAD~1' })],
    ['merge_group', { merge_group: 'yes' }],
  ]
  test.each(damaged)('%s is scanned whole, with a notice (%#)', (name, payload) => {
    const made = plan(name, payload)
    expect(made).toMatchObject({ kind: 'everything' })
    expect(made).toMatchObject({ notices: [expect.stringContaining(`event ${name} lacks`)] })
  })

  test('of a pull request makes nothing of the checkout trusted', () => {
    expect(plan('pull_request', {})).toMatchObject({ trust: 'base', base: null })
    expect(plan('push', {})).toMatchObject({ trust: 'head' })
  })
})

test('full-history scans everything but keeps the pull request and whom to trust', () => {
  const made = plan('pull_request', pullRequest({ from: 'eve/bot' }), { fullHistory: true })
  expect(made).toMatchObject({
    kind: 'everything',
    head: ids.head,
    trust: 'base',
    base: ids.base,
    pull: { number: 7, fork: true },
  })
})

test('full-history of a deletion still has no commit to speak of', () => {
  const made = plan('push', push({ after: ids.zero }), { fullHistory: true, sha: ids.base })
  expect(made).toMatchObject({ kind: 'everything', head: ids.base })
})
