/** A ref as stored: an object id, with what a tag is of where that is known, or another ref's name. */
export type StoredRef =
  | { readonly name: string; readonly oid: string; readonly peeled?: string }
  | { readonly name: string; readonly target: string }

const line = /^([0-9a-f]{40}|[0-9a-f]{64}) (refs\/[^\n]+)$/
const peeledLine = /^\^([0-9a-f]{40}|[0-9a-f]{64})$/

/**
 * Reads `packed-refs` (git: `gitrepository-layout`): `id SP name` lines, each maybe followed by `^id`, the object an
 * annotated tag is of; `#` starts the header.
 *
 * @returns the refs, and the lines that are none
 */
export function parsePackedRefs(text: string): {
  readonly refs: readonly StoredRef[]
  readonly bad: readonly string[]
} {
  const refs: StoredRef[] = []
  const bad: string[] = []
  for (const row of text.split('\n')) {
    if (row === '' || row.startsWith('#')) continue
    const ref = line.exec(row)
    if (ref) {
      refs.push({ name: ref[2]!, oid: ref[1]! })
      continue
    }
    const peeled = peeledLine.exec(row)
    const last = refs.at(-1)
    if (peeled && last && 'oid' in last) refs[refs.length - 1] = { ...last, peeled: peeled[1]! }
    else bad.push(row.slice(0, 200))
  }
  return { refs, bad }
}
