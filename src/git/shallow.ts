import { join } from 'node:path'
import type { Repository } from './repository.ts'
import { readText } from './small-files.ts'

/**
 * Hex ids of the commits whose parents were left out on purpose.
 *
 * @see git's Documentation/technical/shallow.txt
 */
export function readShallow({ commonDir }: Repository): ReadonlySet<string> {
  const text = readText(join(commonDir, 'shallow')) ?? ''
  return new Set(text.match(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/gm))
}
