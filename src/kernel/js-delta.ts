import { anyReach, deltaErrors } from './kernel.ts'
import { placeWords } from './layout.ts'

/** Value of the bytes of a little-endian number. */
const scales = [1, 2 ** 8, 2 ** 16, 2 ** 24] as const

const noPlaces = new Uint32Array(0)

/**
 * `Kernel.applyDelta` over any bytes; `windows` has room for `windows.length / 2` pairs, or for none; `places` are
 * triples, and so are what `moved` gets behind their number.
 */
export function applyDelta(
  base: Uint8Array,
  delta: Uint8Array,
  out: Uint8Array,
  windows: Uint32Array,
  margin: number,
  places: Uint32Array = noPlaces,
  moved: Uint32Array = noPlaces,
): number {
  const baseLen = base.length
  const deltaEnd = delta.length
  const outLen = out.length
  let at = 0
  // Two sizes as little-endian base-128 numbers.
  for (let which = 0; which < 2; which++) {
    let size = 0
    let scale = 1
    let byte: number
    do {
      if (at >= deltaEnd || scale > 2 ** 56) return deltaErrors.truncated
      byte = delta[at++]!
      size += (byte & 0x7f) * scale
      scale *= 128
    } while (byte >= 0x80)
    if (which === 0 && size !== baseLen) return deltaErrors.baseSize
    if (which === 1 && size !== outLen) return deltaErrors.resultSize
  }
  const list = new WindowList(windows)
  let pos = 0
  let movedAt = 1
  // Where in the base the next copy would have to start to make no seam; -1 behind an insertion.
  let expected = 0
  while (at < deltaEnd) {
    const op = delta[at++]!
    if (op >= 0x80) {
      let offset = 0
      let length = 0
      for (let bit = 0; bit < 7; bit++) {
        if ((op & (1 << bit)) === 0) continue
        if (at >= deltaEnd) return deltaErrors.truncated
        const value = delta[at++]!
        if (bit < 4) offset += value * scales[bit]!
        else length |= value << (8 * (bit - 4))
      }
      if (length === 0) length = 0x10000
      if (offset + length > baseLen) return deltaErrors.copyRange
      if (length > outLen - pos) return deltaErrors.resultRange
      if (offset !== expected) list.add(Math.max(pos - margin, 0), Math.min(pos + margin, outLen))
      const isStart = offset === 0 && pos === 0
      const isEnd = offset + length === baseLen && pos + length === outLen
      for (let place = 0; place < places.length; place += placeWords) {
        const from = places[place]! - offset
        const to = places[place + 1]! - offset
        const reach = places[place + 2]!
        if (from >= length || to <= 0) continue
        const isWhole =
          reach !== anyReach &&
          (isStart || reach >>> 16 <= from) &&
          (isEnd || (reach & 0xffff) <= length - to)
        if (isWhole && movedAt + placeWords <= moved.length) {
          moved.set([pos + from, pos + to, reach], movedAt)
          movedAt += placeWords
        } else {
          const end = pos + Math.min(to, length)
          list.add(Math.max(pos + Math.max(from, 0) - margin, 0), Math.min(end + margin, outLen))
        }
      }
      copyBytes(base, offset, out, pos, length)
      pos += length
      expected = offset + length
    } else if (op > 0) {
      if (at + op > deltaEnd) return deltaErrors.truncated
      if (op > outLen - pos) return deltaErrors.resultRange
      copyBytes(delta, at, out, pos, op)
      list.add(Math.max(pos - margin, 0), Math.min(pos + op + margin, outLen))
      at += op
      pos += op
      expected = -1
    } else return deltaErrors.reserved
  }
  if (pos !== outLen) return deltaErrors.resultRange
  if (expected >= 0 && expected !== baseLen) list.add(Math.max(outLen - margin, 0), outLen)
  moved[0] = (movedAt - 1) / placeWords
  return list.finish()
}

/** A view and a `set` cost more than a short loop. */
const loopBelow = 48

function copyBytes(
  from: Uint8Array,
  at: number,
  to: Uint8Array,
  toAt: number,
  length: number,
): void {
  if (length < loopBelow) for (let i = 0; i < length; i++) to[toAt + i] = from[at + i]!
  else to.set(from.subarray(at, at + length), toAt)
}

/** Windows closer than this become one: looking at the bytes between them costs less than another window. */
const mergeGap = 64

/** Merges changed ranges, which come in ascending order of both ends. A full list stretches its last range. */
class WindowList {
  readonly #pairs: Uint32Array
  #used = 0
  #start = -1
  #end = 0

  constructor(pairs: Uint32Array) {
    this.#pairs = pairs
  }

  add(start: number, end: number): void {
    if (this.#start < 0) this.#start = start
    else if (start > this.#end + mergeGap && 2 * (this.#used + 1) < this.#pairs.length) {
      this.#store()
      this.#start = start
    }
    this.#end = end
  }

  finish(): number {
    if (this.#start >= 0 && this.#end > this.#start && this.#pairs.length >= 2) this.#store()
    return this.#used
  }

  #store(): void {
    this.#pairs[2 * this.#used] = this.#start
    this.#pairs[2 * this.#used + 1] = this.#end
    this.#used++
  }
}
