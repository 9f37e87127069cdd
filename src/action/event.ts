import { isObjectId, isZeroId, Payload } from './payload.ts'

/** What the runner says of the event, besides its payload. */
export interface EventEnvironment {
  /** `GITHUB_SHA`; empty when there is none. */
  readonly sha: string
  /** `GITHUB_REF`, e.g. `refs/heads/main` or `refs/pull/7/merge`. */
  readonly ref: string
  /** The input: everything, whatever the event. */
  readonly fullHistory: boolean
}

export interface PullRequest {
  readonly number: number
  /** From another repository: the token can write nothing, and nothing of it is trusted. */
  readonly fork: boolean
  /** How many commits GitHub counts; null when it does not say. */
  readonly commits: number | null
}

/** Commits that are new. Ids are full and not zero. */
export interface RangePlan {
  readonly kind: 'range'
  readonly head: string
  /** What was there before; null for a new branch or tag, where the other branches decide. */
  readonly base: string | null
  /** A test merge made by GitHub: its first parent is a fresher base, if its second is the head. */
  readonly merge: string | null
  /** Names of refs that may hold `head`, for fetching; e.g. `refs/pull/7/head`. */
  readonly headRef: string | null
  readonly baseRef: string | null
  /** Whose configuration, rules, baseline and allow comments count. */
  readonly trust: 'base' | 'head'
  readonly pull: PullRequest | null
  /** What is scanned, as a clause: `pull request 7`. */
  readonly what: string
  readonly notices: readonly string[]
}

/** All of history. */
export interface EverythingPlan {
  readonly kind: 'everything'
  readonly head: string | null
  readonly trust: 'base' | 'head'
  /** With `trust: 'base'`: whose configuration counts. */
  readonly base: string | null
  readonly pull: PullRequest | null
  readonly what: string
  readonly notices: readonly string[]
}

export interface NothingPlan {
  readonly kind: 'nothing'
  /** A sentence. */
  readonly reason: string
}

export type EventPlan = RangePlan | EverythingPlan | NothingPlan

/**
 * What an event asks to scan. Pure: git is asked later, when the plan is carried out. A payload that lacks what it
 * should have never ends in a smaller scan: everything is scanned, and a notice says why.
 */
export function planEvent(eventName: string, payload: unknown, env: EventEnvironment): EventPlan {
  const plan = planByName(eventName, new Payload(payload), env)
  if (!env.fullHistory || plan.kind === 'everything') return plan
  const { trust = 'head', base = null, pull = null } = plan.kind === 'range' ? plan : {}
  const head = plan.kind === 'range' ? plan.head : shaOf(env)
  const what = 'the whole history, as full-history asks'
  return { kind: 'everything', head, trust, base, pull, what, notices: [] }
}

function planByName(eventName: string, payload: Payload, env: EventEnvironment): EventPlan {
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
      return planPullRequest(eventName, payload, env)
    case 'push':
      return planPush(payload, env)
    case 'merge_group':
      return planMergeGroup(payload, env)
    case 'schedule':
    case 'workflow_dispatch':
    case 'release':
      return everything(env, `the whole history, as always on ${eventName}`, [])
    default: {
      const name = eventName === '' ? 'no event' : `the event ${eventName}`
      const notice = `For ${name} there is no range of commits, so the whole history is scanned.`
      return everything(env, 'the whole history', [notice])
    }
  }
}

function planPullRequest(eventName: string, payload: Payload, env: EventEnvironment): EventPlan {
  const request = payload.get('pull_request')
  const number = request.get('number').count() ?? payload.get('number').count()
  const base = request.get('base').get('sha').objectId()
  const head = request.get('head').get('sha').objectId()
  if (base === null || head === null || number === null) {
    return withoutFields(eventName, 'pull_request.number, base.sha and head.sha', env)
  }
  const baseBranch = request.get('base').get('ref').string()
  const isTestMerge = eventName === 'pull_request' && /^refs\/pull\/\d+\/merge$/.test(env.ref)
  return {
    kind: 'range',
    head,
    // A target run is started on the tip of the base branch, which may be ahead of what the payload says.
    base: eventName === 'pull_request_target' ? (shaOf(env) ?? base) : base,
    merge: isTestMerge ? shaOf(env) : null,
    headRef: `refs/pull/${number}/head`,
    baseRef: baseBranch === null ? null : `refs/heads/${baseBranch}`,
    trust: 'base',
    pull: { number, fork: isFork(request, payload), commits: request.get('commits').count() },
    what: `pull request ${number}`,
    notices: [],
  }
}

/** A deleted fork has no repository any more; it was one nevertheless. */
function isFork(request: Payload, payload: Payload): boolean {
  const from = request.get('head').get('repo').get('full_name').string()
  const to =
    request.get('base').get('repo').get('full_name').string() ??
    payload.get('repository').get('full_name').string()
  return from === null || to === null || from.toLowerCase() !== to.toLowerCase()
}

function planPush(payload: Payload, env: EventEnvironment): EventPlan {
  const ref = payload.get('ref').string() ?? env.ref
  const name = shortRef(ref)
  if (payload.get('deleted').isTrue() || isZeroId(payload.get('after').string())) {
    return { kind: 'nothing', reason: `${name} was deleted: there is nothing to scan.` }
  }
  const head = payload.get('after').objectId() ?? shaOf(env)
  const before = payload.get('before').string()
  const isNew = isZeroId(before) || payload.get('created').isTrue()
  if (head === null || (before === null && !isNew)) {
    return withoutFields('push', 'before and after', env)
  }
  const base = isNew ? null : payload.get('before').objectId()
  if (base === null && !isNew) return withoutFields('push', 'before as an object id', env)
  const branch = payload.get('repository').get('default_branch').string()
  const other = branch === null || ref === `refs/heads/${branch}` ? null : `refs/heads/${branch}`
  return {
    kind: 'range',
    head,
    base,
    merge: null,
    headRef: ref === '' ? null : ref,
    baseRef: other,
    trust: 'head',
    pull: null,
    what: isNew ? `the new ${name}` : `the push to ${name}`,
    notices: payload.get('forced').isTrue()
      ? [`${name} was pushed with force: what it has now and had not before is scanned.`]
      : [],
  }
}

function planMergeGroup(payload: Payload, env: EventEnvironment): EventPlan {
  const group = payload.get('merge_group')
  const head = group.get('head_sha').objectId() ?? shaOf(env)
  const base = group.get('base_sha').objectId()
  if (head === null || base === null) {
    return withoutFields('merge_group', 'merge_group.base_sha and head_sha', env)
  }
  return {
    kind: 'range',
    head,
    base,
    merge: null,
    headRef: group.get('head_ref').string(),
    baseRef: group.get('base_ref').string(),
    trust: 'base',
    pull: null,
    what: 'the merge group',
    notices: [],
  }
}

function withoutFields(eventName: string, fields: string, env: EventEnvironment): EventPlan {
  const notice = `The payload of the event ${eventName} lacks ${fields}, so the whole history is scanned.`
  // What must not excuse itself stays untrusted: without a base no configuration counts at all.
  const trust = eventName === 'push' ? 'head' : 'base'
  return { ...everything(env, 'the whole history', [notice]), trust }
}

function everything(env: EventEnvironment, what: string, notices: string[]): EverythingPlan {
  return {
    kind: 'everything',
    head: shaOf(env),
    trust: 'head',
    base: null,
    pull: null,
    what,
    notices,
  }
}

function shaOf(env: EventEnvironment): string | null {
  return isObjectId(env.sha) && !isZeroId(env.sha) ? env.sha : null
}

function shortRef(ref: string): string {
  if (ref.startsWith('refs/heads/')) return `branch ${ref.slice('refs/heads/'.length)}`
  if (ref.startsWith('refs/tags/')) return `tag ${ref.slice('refs/tags/'.length)}`
  return ref === '' ? 'ref' : ref
}
