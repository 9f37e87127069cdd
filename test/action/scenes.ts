import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { pullRequest, type PullOptions } from './payloads.ts'
import { hostRepo, type ActionOptions, type Hosted } from './run-action.ts'

/** A pull request on a server, and how the Action is run on it. */
export interface PullScene extends AsyncDisposable {
  readonly hosted: Hosted
  readonly base: string
  readonly head: string
  /** Options of a run on a fresh shallow checkout of the head. */
  run(apiUrl?: string, more?: SceneOptions): Promise<ActionOptions>
}

export interface SceneOptions extends Partial<ActionOptions> {
  readonly pull?: PullOptions
}

/** What each commit of the branch writes; null removes a file. */
export type Change = Readonly<Record<string, string | null>>

/** `main` with its files and one commit more than the branch has; the branch with one commit per change. */
export async function openPull(files: Change, changes: readonly Change[]): Promise<PullScene> {
  const hosted = await hostRepo()
  const { repo } = hosted
  await apply(hosted, { 'README.md': 'a bot\n', ...files })
  await repo.commit('Start')
  await repo.git('checkout', '-q', '-b', 'feature')
  let head = ''
  for (const [i, change] of changes.entries()) {
    await apply(hosted, change)
    head = await repo.commit(`Change ${i}`)
  }
  await repo.git('checkout', '-q', 'main')
  await repo.write('main.txt', 'main\n')
  const base = await repo.commit('Go on')
  await repo.git('push', '-q', 'origin', 'main', `${head}:refs/pull/7/head`)
  return {
    hosted,
    base,
    head,
    async run(apiUrl, { pull = {}, ...more } = {}) {
      return {
        workspace: await hosted.clone({ ref: 'refs/pull/7/head' }),
        event: 'pull_request',
        payload: pullRequest({ base, head, commits: changes.length, ...pull }),
        serverUrl: hosted.serverUrl,
        ref: 'refs/pull/7/merge',
        ...(apiUrl === undefined ? {} : { apiUrl }),
        ...more,
      }
    },
    [Symbol.asyncDispose]: () => hosted[Symbol.asyncDispose](),
  }
}

async function apply({ repo }: Hosted, change: Change): Promise<void> {
  for (const [path, content] of Object.entries(change)) {
    await (content === null ? repo.remove(path) : repo.write(path, content))
  }
}

/** A file with a made-up key and its secret. */
export function leak(seed: string, comment = ''): string {
  return binanceEnv(binancePair(seed)).replaceAll('\n', comment === '' ? '\n' : ` # ${comment}\n`)
}
