/** Half-open byte range of whole lines. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/** Steps of the search for common lines; a file that changed more counts as changed all over. */
const maxEdits = 1_000

/**
 * The lines of `after` that `before` does not have at that place: added and changed ones, by a shortest edit script
 * (Myers 1986, as git's own diff), lines compared byte for byte. Equal neighbours are joined.
 */
export function changedRanges(before: Uint8Array, after: Uint8Array): LineRange[] {
  const ids = new Map<string, number>()
  const old = splitLines(before, ids)
  const now = splitLines(after, ids)
  let head = 0
  while (head < old.ids.length && head < now.ids.length && old.ids[head] === now.ids[head]) head++
  let tail = 0
  const most = Math.min(old.ids.length, now.ids.length) - head
  while (tail < most && old.ids.at(-1 - tail) === now.ids.at(-1 - tail)) tail++
  const kept = keptLines(
    old.ids.slice(head, old.ids.length - tail),
    now.ids.slice(head, now.ids.length - tail),
  )
  const ranges: { start: number; end: number }[] = []
  for (let line = head; line < now.ids.length - tail; line++) {
    if (kept[line - head] === 1) continue
    const start = now.starts[line]!
    const end = now.starts[line + 1]!
    const last = ranges.at(-1)
    if (last?.end === start) last.end = end
    else ranges.push({ start, end })
  }
  return ranges
}

interface Lines {
  /** One number per line, the same for equal lines. */
  readonly ids: number[]
  /** Where each line starts; one more for the end. */
  readonly starts: number[]
}

function splitLines(bytes: Uint8Array, ids: Map<string, number>): Lines {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines: Lines = { ids: [], starts: [0] }
  for (let at = 0; at < bytes.length;) {
    const lf = bytes.indexOf(0x0a, at)
    const end = lf < 0 ? bytes.length : lf + 1
    // A last line without a line feed is the same line.
    const text = content.toString('latin1', at, lf < 0 ? end : lf)
    let id = ids.get(text)
    if (id === undefined) ids.set(text, (id = ids.size))
    lines.ids.push(id)
    lines.starts.push(end)
    at = end
  }
  return lines
}

/** 1 for every line of `after` that a shortest edit script keeps. */
function keptLines(before: readonly number[], after: readonly number[]): Uint8Array {
  const kept = new Uint8Array(after.length)
  const trace: Int32Array[] = []
  const limit = Math.min(before.length + after.length, maxEdits)
  // furthest[k + limit + 1]: how far in `before` the best path on diagonal k (x - y) has come.
  const furthest = new Int32Array(2 * limit + 3)
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(furthest.slice(limit + 1 - edits, limit + 2 + edits))
    for (let k = -edits; k <= edits; k += 2) {
      const at = k + limit + 1
      const down = k === -edits || (k !== edits && furthest[at - 1]! < furthest[at + 1]!)
      let x = down ? furthest[at + 1]! : furthest[at - 1]! + 1
      let y = x - k
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++
        y++
      }
      furthest[at] = x
      if (x < before.length || y < after.length) continue
      markKept(trace, before.length, after.length, kept)
      return kept
    }
  }
  return kept
}

/** Goes the path back from its end; every diagonal step is a line that stayed. */
function markKept(
  trace: readonly Int32Array[],
  fromX: number,
  fromY: number,
  kept: Uint8Array,
): void {
  let x = fromX
  let y = fromY
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const row = trace[edits]!
    const k = x - y
    const at = (diagonal: number): number => row[diagonal + edits] ?? -1
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1))
    const previousK = down ? k + 1 : k - 1
    const previousX = edits === 0 ? 0 : at(previousK)
    const previousY = edits === 0 ? 0 : previousX - previousK
    while (x > previousX && y > previousY) {
      x--
      y--
      kept[y] = 1
    }
    x = previousX
    y = previousY
  }
}
