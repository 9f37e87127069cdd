import type { FindingSecret } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { escapeCode } from './text.ts'

/** One line of a code frame, ready to print: control characters escaped, secrets masked. */
export interface FrameLine {
  readonly number: number
  readonly text: string
  /** True for lines that hold a part of the credential. */
  readonly hit: boolean
  /** Where masked parts stand in `text`, half-open UTF-16 offsets, in order. */
  readonly marks: readonly (readonly [start: number, end: number])[]
}

const contextAfterCut = 8

/**
 * The frame of an occurrence. Lines longer than `columns` are cut so that the masked part stays in view.
 * Masked parts are found by their text, since masking moved the columns.
 */
export function frameLines(
  place: Occurrence,
  secrets: readonly FindingSecret[],
  columns: number,
): FrameLine[] {
  const { frame } = place
  if (!frame) return []
  const masks = [...new Set(secrets.map((part) => escapeCode(part.masked)))]
  const hits = hitLines(place)
  return frame.lines.map((line, index) => {
    const number = frame.line + index
    const text = escapeCode(line.replace(/\r$/, ''))
    const hit = hits.has(number)
    return view(number, text, hit, hit ? findMarks(text, masks) : [], columns)
  })
}

function hitLines(place: Occurrence): ReadonlySet<number> {
  const lines = new Set<number>()
  const ranges = [place, ...(place.parts ?? [])]
  for (const range of ranges) {
    // A hostile report may claim any range; a frame has few lines, so few are enough.
    const last = Math.min(range.endLine, range.line + 1000)
    for (let line = range.line; line <= last; line++) lines.add(line)
  }
  return lines
}

function findMarks(text: string, masks: readonly string[]): [number, number][] {
  const marks: [number, number][] = []
  for (const mask of masks) {
    if (mask === '') continue
    for (let at = text.indexOf(mask); at >= 0; at = text.indexOf(mask, at + mask.length)) {
      marks.push([at, at + mask.length])
    }
  }
  marks.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  return marks.filter(([start], i) => marks.slice(0, i).every(([, end]) => start >= end))
}

function view(
  number: number,
  text: string,
  hit: boolean,
  marks: readonly [number, number][],
  columns: number,
): FrameLine {
  const [first] = marks
  if (text.length <= columns) return { number, text, hit, marks }
  const wanted = first ? first[1] + contextAfterCut : 0
  const from = wanted <= columns ? 0 : Math.min(wanted - columns + 1, first?.[0] ?? 0)
  const head = from > 0 ? '…' : ''
  const body = text.slice(from, from + columns - head.length)
  const tail = from + body.length < text.length ? '…' : ''
  const shown = head + (tail === '' ? body : body.slice(0, -1)) + tail
  const shift = head.length - from
  const limit = shown.length - tail.length
  const moved = marks
    .map(([start, end]): [number, number] => [start + shift, Math.min(end + shift, limit)])
    .filter(([start, end]) => start >= head.length && start < end)
  return { number, text: shown, hit, marks: moved }
}
