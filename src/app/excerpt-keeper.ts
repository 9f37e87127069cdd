import type { Hit } from '../model/hit.ts'
import type { RuleSpec } from '../model/rule.ts'
import { takeExcerpts, type Excerpt } from '../triage/excerpt.ts'

/** What one thread keeps of texts, characters; of what comes later the text is read again. */
const maxKept = 16 * 1024 * 1024
/** Of a place that is made at once: five lines of a frame. */
const placeSize = 800

/** Keeps the surroundings of hits while their text is at hand. */
export class ExcerptKeeper {
  readonly #guessable: ReadonlySet<string>
  #left = maxKept

  constructor(rules: readonly RuleSpec[]) {
    this.#guessable = new Set(rules.flatMap((rule) => (rule.guessable ? [rule.id] : [])))
  }

  /**
   * One `{ excerpt }` per hit, to be spread into its sighting; none when enough was kept.
   *
   * @param bytes the whole text
   */
  take(bytes: Uint8Array, hits: readonly Hit[]): readonly { readonly excerpt: Excerpt }[] {
    if (this.#left <= 0) return []
    const excerpts = takeExcerpts(bytes, hits, (rule) => this.#guessable.has(rule))
    return excerpts.map((excerpt) => {
      this.#left -= 'place' in excerpt ? placeSize : (excerpt.around?.text.length ?? 0)
      return { excerpt }
    })
  }
}
