/** Places less than this apart are one, as are windows of a delta. */
const mergeGap = 64
/** More are not kept: the whole text is looked at again then. */
const maxPlaces = 1024

/**
 * Where the candidates of a text stand. What a delta makes of the text has no others outside of the windows around its
 * changes: a candidate depends on its own bytes and on the few next to them, and only its judgement on more. Without
 * this each version of a file with one candidate was looked at whole: 705 of 800 MB of one history.
 */
export class Places {
  readonly #pairs: number[] = []
  #isComplete = true

  clear(): void {
    this.#pairs.length = 0
    this.#isComplete = true
  }

  /** Notes `[start, end)`; mostly in the text's order. */
  note(start: number, end: number): void {
    const pairs = this.#pairs
    const last = pairs.length - 1
    if (last > 0 && start >= pairs[last - 1]! && start <= pairs[last]! + mergeGap) {
      if (end > pairs[last]!) pairs[last] = end
    } else if (pairs.length >= maxPlaces * 2) this.#isComplete = false
    else pairs.push(start, end)
  }

  /** Something speaks for the whole text. */
  giveUp(): void {
    this.#isComplete = false
  }

  /** Sorted disjoint pairs; null: anywhere. */
  finish(): Uint32Array | null {
    if (!this.#isComplete) return null
    const pairs = this.#pairs
    const order: number[] = []
    for (let at = 0; at < pairs.length; at += 2) order.push(at)
    order.sort((a, b) => pairs[a]! - pairs[b]!)
    const places = new Uint32Array(pairs.length)
    let used = 0
    for (const at of order) {
      const start = pairs[at]!
      const end = pairs[at + 1]!
      if (used > 0 && start <= places[used - 1]! + mergeGap) {
        places[used - 1] = Math.max(places[used - 1]!, end)
      } else {
        places[used++] = start
        places[used++] = end
      }
    }
    return places.slice(0, used)
  }
}
