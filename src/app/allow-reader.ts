import type { Hit } from '../model/hit.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { findAllows, type Allow } from '../triage/allow.ts'

/** More faulty comments than this nobody reads. */
const maxNotices = 50

/** Reads allow comments beside hits while their bytes are at hand. Whether they count is decided later. */
export class AllowReader {
  readonly #knownRules: ReadonlySet<string>
  readonly #notices = new Map<string, Notice>()

  constructor(rules: readonly RuleSpec[]) {
    this.#knownRules = new Set(rules.map((rule) => rule.id))
  }

  /**
   * One `{ allow }` or `{}` per hit, to be spread into its sighting.
   *
   * @param hits with offsets in the file
   * @param place path or object id, for notices
   * @param offset where `bytes[0]` stands in the file
   */
  read(
    bytes: Uint8Array,
    hits: readonly Hit[],
    place: string,
    offset = 0,
  ): readonly { readonly allow?: Allow }[] {
    const options = { gitleaks: true, knownRules: this.#knownRules, offset }
    const { allows, notices } = findAllows(bytes, hits, options)
    for (const { code, detail } of notices) {
      if (this.#notices.size >= maxNotices) break
      const told = { code, detail: place === '' ? detail : `${place}: ${detail}` }
      this.#notices.set(`${code}\0${told.detail}`, told)
    }
    return allows.map((allow) => (allow === null ? {} : { allow }))
  }

  notices(): Notice[] {
    return [...this.#notices.values()]
  }
}

/** Notices of several threads: sorted, each once. */
export function joinNotices(lists: readonly (readonly Notice[])[]): Notice[] {
  const all = new Map(lists.flat().map((notice) => [`${notice.code}\0${notice.detail}`, notice]))
  return [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, notice]) => notice)
}
