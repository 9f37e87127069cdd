import { placeReach } from '../kernel/kernel.ts'
import { placeWords } from '../kernel/layout.ts'

/** Places less than this apart are one, as are windows of a delta. */
const mergeGap = 64
/** More are not kept: the whole text is looked at again then. */
const maxPlaces = 1024

/**
 * Where the candidates of a text stand. What a delta makes of the text has no others outside of the windows around its
 * changes: a candidate depends on its own bytes and on the few next to them, and only its judgement on more. Without
 * this each version of a file with one candidate was looked at whole: 705 of 800 MB of one history.
 *
 * Most literals begin nothing, which is known from the bytes within their reach: as long as these are only moved, there
 * is nothing to look at again (`Kernel.applyDelta`): 4 % of a scan of git's own repository.
 */
export class Places {
  /** Triples: start, end, reach. */
  readonly #list: number[] = []
  #isComplete = true

  clear(): void {
    this.#list.length = 0
    this.#isComplete = true
  }

  /** Notes `[start, end)`, which depends on what is within `reach`; mostly in the text's order. */
  note(start: number, end: number, reach: number): void {
    const list = this.#list
    const last = list.length - placeWords
    if (last >= 0 && start >= list[last]! && start <= list[last + 1]! + mergeGap) {
      if (end > list[last + 1]!) list[last + 1] = end
      list[last + 2] = farther(list[last + 2]!, reach)
    } else if (list.length >= maxPlaces * placeWords) this.#isComplete = false
    else list.push(start, end, reach)
  }

  /** Something speaks for the whole text. */
  giveUp(): void {
    this.#isComplete = false
  }

  /** Sorted disjoint triples; null: anywhere. */
  finish(): Uint32Array | null {
    if (!this.#isComplete) return null
    const list = this.#list
    const order: number[] = []
    for (let at = 0; at < list.length; at += placeWords) order.push(at)
    order.sort((a, b) => list[a]! - list[b]!)
    const places = new Uint32Array(list.length)
    let used = 0
    for (const at of order) {
      const start = list[at]!
      const end = list[at + 1]!
      const reach = list[at + 2]!
      if (used > 0 && start <= places[used - 2]! + mergeGap) {
        places[used - 2] = Math.max(places[used - 2]!, end)
        places[used - 1] = farther(places[used - 1]!, reach)
      } else {
        places[used++] = start
        places[used++] = end
        places[used++] = reach
      }
    }
    return places.slice(0, used)
  }
}

/** Of two places that become one. */
function farther(a: number, b: number): number {
  if (a === b) return a
  return placeReach(Math.max(a >>> 16, b >>> 16), Math.max(a & 0xffff, b & 0xffff))
}
