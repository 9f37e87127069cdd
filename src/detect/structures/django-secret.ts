import { latin1, lineEnd } from '../../bytes/text.ts'
import { doubtsAround } from './own-host.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 200
/** Fifty of these, chosen at random, are what `startproject` writes. */
const assignment =
  /^SECRET_KEY["']?\]?\s{0,8}[:=]\s{0,8}[bru]?(["'])([a-z0-9!@#$%^&*(\-_=+)]{50})\1/
const leastMarks = 4
const leastDistinct = 20

/**
 * The key that a project of Django signs sessions with. It has marks in it, so it is no run of token bytes. The prefix that
 * newer versions give it says that it is for development.
 *
 * @see https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
 */
export const djangoSecret: Structure = {
  name: 'django-secret',
  literals: ['SECRET_KEY'],
  reach: [0, reach],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const line = latin1(bytes, at, lineEnd(bytes, at, reach))
    const found = assignment.exec(line)
    if (found === null) return null
    const value = found[2]!
    if (value.replaceAll(/[a-z0-9]/g, '').length < leastMarks) return null
    if (new Set(value).size < leastDistinct) return null
    const start = at + found[0].length - 1 - value.length
    return { start, end: start + value.length, value, kind: 'django', evidence: doubtsAround(line) }
  },
}
