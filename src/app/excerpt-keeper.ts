import type { Kernel } from '../kernel/kernel.ts'
import type { Hit } from '../model/hit.ts'
import type { RuleSpec } from '../model/rule.ts'
import { takeExcerpts, type Excerpt } from '../triage/excerpt.ts'
import type { LineScanner } from '../triage/lines.ts'

/** What one thread keeps of texts, characters; of what comes later the text is read again. */
const maxKept = 16 * 1024 * 1024
/** Of a place that is made at once: five lines of a frame. */
const placeSize = 800

/** Keeps the surroundings of hits while their text is at hand. */
export class ExcerptKeeper {
  readonly #guessable: ReadonlySet<string>
  readonly #kernel: Kernel
  #left = maxKept

  constructor(rules: readonly RuleSpec[], kernel: Kernel) {
    this.#kernel = kernel
    this.#guessable = new Set(rules.flatMap((rule) => (rule.guessable ? [rule.id] : [])))
  }

  /**
   * One `{ excerpt }` per hit, to be spread into its sighting; none when enough was kept.
   *
   * @param bytes the whole text
   */
  take(bytes: Uint8Array, hits: readonly Hit[]): readonly { readonly excerpt: Excerpt }[] {
    if (this.#left <= 0) return []
    const isGuessable = (rule: string): boolean => this.#guessable.has(rule)
    const excerpts = takeExcerpts(bytes, hits, isGuessable, lineScanner(this.#kernel, bytes))
    return excerpts.map((excerpt) => {
      this.#left -= 'place' in excerpt ? placeSize : (excerpt.around?.text.length ?? 0)
      return { excerpt }
    })
  }
}

/** For texts in the kernel's memory; null for others, and where there is plain code only. */
function lineScanner({ lines, bytes }: Kernel, text: Uint8Array): LineScanner | null {
  if (lines === null || text.buffer !== bytes.buffer) return null
  const { byteOffset: ptr, length } = text
  return {
    countLines: (from, to) => lines.countLines(ptr, length, from, to),
    lastLineStart: (from, to) => lines.lastLineStart(ptr, length, from, to),
    asciiEnd: (from, to) => lines.asciiEnd(ptr, from, to),
  }
}
