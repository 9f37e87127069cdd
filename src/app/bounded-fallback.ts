import { readWithGit } from '../git/cat-file.ts'
import type { ReadResult } from '../git/read-result.ts'
import type { Repository } from '../git/repository.ts'

/** Git is asked for this many objects per thread: each costs a process, and a ruined pack may hold a million. */
const maxFallbacks = 100

/** Asks git for what cannot be read here, a number of times. */
export function boundedFallback(repository: Repository): (id: Uint8Array) => ReadResult {
  let asked = 0
  return (id) => {
    if (asked++ >= maxFallbacks) return { status: 'corrupt', detail: 'cannot be read' }
    return readWithGit(repository, [id])[0] ?? { status: 'missing' }
  }
}
