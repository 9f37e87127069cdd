import { placeOfRepository } from '../app/config-prepare.ts'
import { originOf, type FetchAccess } from '../app/prepare-range.ts'
import { ScanError } from '../model/errors.ts'
import type { EventPlan, EverythingPlan } from './event.ts'
import type { RunnerContext } from './runner.ts'

/**
 * Finds the repository that an earlier step checked out.
 *
 * @throws ScanError `not-a-repository` that says what to add to the workflow
 */
export async function openCheckout(
  context: RunnerContext,
): Promise<{ root: string; origin: string | null }> {
  try {
    const origin = await originOf(context.workspace)
    return { root: placeOfRepository(context.workspace).root ?? context.workspace, origin }
  } catch (error) {
    const isMissing =
      error instanceof ScanError && ['not-a-repository', 'no-such-path'].includes(error.code)
    if (!isMissing) throw error
    throw new ScanError(
      'not-a-repository',
      `There is no checkout in ${context.workspace}; put "uses: actions/checkout" before this step.`,
      { cause: error },
    )
  }
}

/** Compared by owner and name: the address may be https, ssh or a path, with or without `.git`. */
export function isOtherRepository(origin: string, { repository }: RunnerContext): boolean {
  const name = /[/\\:]([^/\\:]+[/\\][^/\\]+?)(?:\.git)?[/\\]*$/.exec(origin)?.[1]
  if (repository === '' || name === undefined) return false
  return name.replaceAll('\\', '/').toLowerCase() !== repository.toLowerCase()
}

/** The event's commits mean nothing in another repository. */
export function planForeign(asked: EventPlan, origin: string): EverythingPlan {
  const trust = asked.kind === 'nothing' ? 'head' : asked.trust
  const notice = `The checkout is of another repository (${origin}) than the event's, so all of its history is scanned, and nothing is commented or uploaded.`
  const what = 'the whole history of another repository'
  return { kind: 'everything', head: null, trust, base: null, pull: null, what, notices: [notice] }
}

/** Where missing commits come from. The token goes to the server it belongs to and to no other. */
export function remoteAccess(
  { serverUrl, repository }: RunnerContext,
  other: string | null,
  token: string | null,
): FetchAccess | null {
  const url = other ?? (repository === '' ? '' : `${serverUrl}/${repository}`)
  if (!/^[a-z]+:\/\//i.test(url)) return null
  const mayHaveToken = token !== null && url.startsWith(`${serverUrl}/`)
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return { url, authorization: mayHaveToken ? `basic ${basic}` : null }
}
