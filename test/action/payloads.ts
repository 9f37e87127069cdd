import { seeded } from '../helpers/seeded.ts'

/** Event payloads cut down to what decides, in the shape GitHub sends them. */

const random = seeded('payloads')
export const ids: Readonly<
  Record<'base' | 'head' | 'merge' | 'zero' | 'zero256' | 'base256' | 'head256', string>
> = {
  base: random.hex(40),
  head: random.hex(40),
  merge: random.hex(40),
  zero: '0'.repeat(40),
  zero256: '0'.repeat(64),
  base256: random.hex(64),
  head256: random.hex(64),
}

export interface PullOptions {
  readonly number?: number
  readonly base?: string
  readonly head?: string
  readonly from?: string | null
  readonly commits?: number
  readonly baseRef?: string
}

export function pullRequest(options: PullOptions = {}): Record<string, unknown> {
  const { number = 7, base = ids.base, head = ids.head, from = 'octo/bot', commits = 3 } = options
  return {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      state: 'open',
      draft: false,
      user: { login: 'octocat', type: 'User' },
      head: {
        label: 'octocat:feature',
        ref: 'feature',
        sha: head,
        repo: from === null ? null : { full_name: from, fork: from !== 'octo/bot' },
      },
      base: {
        label: 'octo:main',
        ref: options.baseRef ?? 'main',
        sha: base,
        repo: { full_name: 'octo/bot', default_branch: 'main' },
      },
      commits,
      additions: 12,
      deletions: 1,
      changed_files: 2,
    },
    repository: { full_name: 'octo/bot', default_branch: 'main', private: false },
    sender: { login: 'octocat' },
  }
}

export interface PushOptions {
  readonly ref?: string
  readonly before?: string
  readonly after?: string
  readonly forced?: boolean
}

export function push(options: PushOptions = {}): Record<string, unknown> {
  const { ref = 'refs/heads/main', before = ids.base, after = ids.head } = options
  return {
    ref,
    before,
    after,
    created: /^0+$/.test(before),
    deleted: /^0+$/.test(after),
    forced: options.forced ?? false,
    base_ref: null,
    compare: 'https://github.com/octo/bot/compare/1...2',
    commits: [],
    head_commit: /^0+$/.test(after) ? null : { id: after, message: 'Change' },
    repository: { full_name: 'octo/bot', default_branch: 'main', private: false },
    pusher: { name: 'octocat' },
  }
}

export function mergeGroup(
  base: string = ids.base,
  head: string = ids.head,
): Record<string, unknown> {
  return {
    action: 'checks_requested',
    merge_group: {
      head_sha: head,
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc',
      base_sha: base,
      base_ref: 'refs/heads/main',
      head_commit: { id: head, message: 'Merge' },
    },
    repository: { full_name: 'octo/bot', default_branch: 'main' },
  }
}
