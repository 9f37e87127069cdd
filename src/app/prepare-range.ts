import { join } from 'node:path'
import { parseConfig } from '../git/config-file.ts'
import type { FetchAccess } from '../git/git-environment.ts'
import type { FetchDepth } from '../git/porcelain.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { readShallow } from '../git/shallow.ts'
import { readText } from '../git/small-files.ts'
import { ScanError } from '../model/errors.ts'
import { parentsOf } from './read-at.ts'

export type { FetchAccess } from '../git/git-environment.ts'

/** Commits that a change brings, as whoever reports the change names them. */
export interface RangeQuestion {
  /** Path of the clone. */
  readonly repository: string
  /** Where missing commits come from; null when nothing may be fetched. */
  readonly remote: FetchAccess | null
  readonly head: string
  /** Null for a new branch or tag: what `baseRef` has does not count as new. */
  readonly base: string | null
  /** A merge of both made for testing; its first parent is taken for the base when its second is the head. */
  readonly merge: string | null
  /** Refs on the server that hold head and base. */
  readonly headRef: string | null
  readonly baseRef: string | null
  /** How many commits there should be at most; more means that the clone lacks history of the base. */
  readonly commits: number | null
  /** A base that is nowhere any more (force push) is an error, unless the change may stand for itself. */
  readonly baseMayBeGone: boolean
}

export interface PreparedRange {
  readonly head: string
  /** Null: there is nothing before it. */
  readonly base: string | null
  /** Ids of the commits, by the whole history of both sides. */
  readonly commits: readonly string[]
  /** What had to be done or assumed, in sentences. */
  readonly notes: readonly string[]
}

const firstDepth = 50
const deepenings = [200, 2000]

/**
 * Makes sure that a clone holds every commit of a range, fetching what a shallow clone lacks.
 *
 * @throws ScanError `not-a-repository`, `no-such-path`; `git-failed` where the range cannot be completed
 */
export async function prepareRange(question: RangeQuestion): Promise<PreparedRange> {
  const work = new RangeWork(question)
  const head = await work.findHead()
  const base = await work.findBase(head)
  const commits = await work.complete(head, base)
  return { head, base, commits, notes: work.notes }
}

/** How to get out of every failure below. */
const advice = 'check out with "fetch-depth: 0" and give the Action a token that can read contents'

class RangeWork {
  readonly notes: string[] = []
  readonly #question: RangeQuestion
  readonly #repository: Repository

  constructor(question: RangeQuestion) {
    this.#question = question
    this.#repository = openRepository(question.repository)
  }

  async findHead(): Promise<string> {
    const { head, headRef } = this.#question
    const found = await this.#getCommit(head, headRef)
    if (found.id !== null) return found.id
    throw new ScanError(
      'git-failed',
      `The commit ${head} is not in this clone and cannot be fetched${found.why}; ${advice}.`,
    )
  }

  /** Ids are full: an annotated tag's becomes that of its commit. */
  async findBase(head: string): Promise<string | null> {
    const { base, merge, baseMayBeGone } = this.#question
    const fresher = merge === null ? null : this.#mergedBase(merge, head)
    const wanted = fresher ?? base
    if (wanted === null) return await this.#branchBase(head)
    const found = await this.#getCommit(wanted, null)
    if (found.id !== null) return found.id
    if (baseMayBeGone) {
      this.notes.push(
        `The commit before this push (${wanted.slice(0, 10)}) is gone, so everything that the default branch lacks is scanned.`,
      )
      return await this.#branchBase(head)
    }
    throw new ScanError(
      'git-failed',
      `The commit ${wanted}, which this change builds on, is not in this clone and cannot be fetched${found.why}; ${advice}.`,
    )
  }

  /** All commits of the range, none of them at the edge of what the clone holds. */
  async complete(head: string, base: string | null): Promise<string[]> {
    const tips = base === null ? [head] : [head, base]
    const state = await this.#look(head, base)
    if (state.complete) return state.ids
    for (const commits of deepenings) {
      const why = await this.#fetch(tips, { kind: 'deepen', commits })
      if (why !== null) throw incomplete(why)
      const now = await this.#look(head, base)
      if (now.complete) return this.#told(now.ids)
    }
    const why = await this.#fetch(tips, { kind: 'unshallow' })
    if (why !== null && this.#isShallow()) throw incomplete(why)
    const last = await this.#look(head, base)
    if (last.closed) return this.#told(last.ids)
    throw incomplete(': the server itself has no more of it')
  }

  #told(ids: string[]): string[] {
    this.notes.push('The clone was shallow; the history that was missing has been fetched.')
    return ids
  }

  /**
   * No commit of the range may be cut off from its parents: then every commit that is truly in the range is listed.
   * That the two sides meet, and that no more is listed than there should be, keeps older commits of the base out.
   */
  async #look(
    head: string,
    base: string | null,
  ): Promise<{ ids: string[]; closed: boolean; complete: boolean }> {
    const { listRange, mergeBase } = await import('../git/porcelain.ts')
    const ids = await listRange(this.#repository, base, head)
    const edge = this.#edge()
    if (edge.size === 0) return { ids, closed: true, complete: true }
    const closed = !ids.some((id) => edge.has(id))
    const { commits } = this.#question
    const plausible = commits === null || ids.length <= commits
    const meets = base === null || (await mergeBase(this.#repository, base, head)) !== null
    return { ids, closed, complete: closed && plausible && meets }
  }

  /** Commits whose parents are not in the clone (git: `Documentation/technical/shallow`). */
  #edge(): ReadonlySet<string> {
    return readShallow(this.#repository)
  }

  #isShallow(): boolean {
    return this.#edge().size > 0
  }

  #mergedBase(merge: string, head: string): string | null {
    const parents = parentsOf(this.#repository, merge)
    return parents?.length === 2 && parents[1] === head ? (parents[0] ?? null) : null
  }

  /** Where a new branch left the default branch. Null: all of it is new. */
  async #branchBase(head: string): Promise<string | null> {
    const { baseRef, remote } = this.#question
    if (baseRef === null) return null
    const { mergeBase, resolveCommit } = await import('../git/porcelain.ts')
    const local = baseRef.replace('refs/heads/', 'refs/remotes/origin/')
    let tip = await resolveCommit(this.#repository, local)
    if (tip === null && remote !== null) {
      const id = await this.#askForRef(remote, baseRef)
      tip = id === null ? null : (await this.#getCommit(id, baseRef)).id
    }
    if (tip === null) {
      this.notes.push('The default branch is not known here, so everything is taken for new.')
      return null
    }
    if (!this.#isShallow() && (await mergeBase(this.#repository, tip, head)) === null) return null
    return tip
  }

  async #askForRef(remote: FetchAccess, ref: string): Promise<string | null> {
    const { remoteRef } = await import('../git/porcelain.ts')
    try {
      return await remoteRef(this.#repository, remote, ref)
    } catch (error) {
      if (!(error instanceof ScanError)) throw error
      const what = `The commit of ${ref}, where the new branch began, cannot be asked for`
      throw new ScanError(error.code, `${what} (${error.message}); ${advice}.`, { cause: error })
    }
  }

  async #getCommit(id: string, ref: string | null): Promise<{ id: string | null; why: string }> {
    const { resolveCommit } = await import('../git/porcelain.ts')
    const here = await resolveCommit(this.#repository, id)
    if (here !== null) return { id: here, why: '' }
    const depth = this.#isShallow()
      ? ({
          kind: 'depth',
          commits: Math.max(firstDepth, (this.#question.commits ?? 0) + 2),
        } as const)
      : ({ kind: 'as-is' } as const)
    let why: string | null = null
    // Not every server gives out ids; the ref comes second, since it may have moved on.
    for (const want of ref === null ? [id] : [id, ref]) {
      why = await this.#fetch([want], depth)
      const fetched = await resolveCommit(this.#repository, id)
      if (fetched !== null) return { id: fetched, why: '' }
    }
    return { id: null, why: why ?? '' }
  }

  /** @returns null, or why it failed, as the end of a clause */
  async #fetch(wants: readonly string[], depth: FetchDepth): Promise<string | null> {
    const { remote } = this.#question
    if (remote === null) return ', since no server is known'
    const { fetchInto } = await import('../git/porcelain.ts')
    try {
      await fetchInto(this.#repository, remote, wants, depth)
      return null
    } catch (error) {
      if (!(error instanceof ScanError)) throw error
      return ` (${error.message})`
    }
  }
}

function incomplete(why: string): ScanError {
  return new ScanError(
    'git-failed',
    `This clone is shallow, and the commits that are missing cannot be fetched${why}; ${advice}.`,
  )
}

/**
 * Makes a shallow clone whole, with all branches and tags, for a scan of everything.
 *
 * @returns what was done, in sentences
 * @throws ScanError `git-failed` when that cannot be done
 */
export async function prepareHistory(path: string, remote: FetchAccess | null): Promise<string[]> {
  const repository = openRepository(path)
  if (!repository.shallow) return []
  if (remote === null) throw incomplete(', since no server is known')
  const { fetchInto } = await import('../git/porcelain.ts')
  const wants = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
  try {
    await fetchInto(repository, remote, wants, { kind: 'unshallow' })
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    throw incomplete(` (${error.message})`)
  }
  return ['The clone was shallow; all branches and tags have been fetched.']
}

/** Address of the clone's `origin`, without a password; null when it has none. */
export async function originOf(path: string): Promise<string | null> {
  const { commonDir } = openRepository(path)
  const url = parseConfig(readText(join(commonDir, 'config')) ?? '').get('remote.origin.url')
  const { withoutPassword } = await import('../git/porcelain.ts')
  return url === undefined ? null : withoutPassword(url)
}
