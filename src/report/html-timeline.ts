import type { Finding } from '../model/finding.ts'
import { html } from './html-text.ts'
import { exposureText, statusText } from './story.ts'
import { day } from './text.ts'

const dayMs = 86_400_000

/** The days that all bars share. */
export interface TimeScale {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

interface Exposure {
  readonly start: number
  /** When it left HEAD; `end` when it has not. */
  readonly removed: number
  readonly end: number
}

/**
 * From the first introduction to the latest known day. A report has no clock: the day of the scan is the latest one
 * that any finding reaches.
 */
export function timeScale(findings: readonly Finding[]): TimeScale | null {
  let from = Infinity
  let to = -Infinity
  for (const finding of findings) {
    const exposure = exposureOf(finding)
    if (!exposure) continue
    from = Math.min(from, exposure.start)
    to = Math.max(to, exposure.end)
  }
  if (from > to) return null
  return { from, to: Math.max(to, from + dayMs) }
}

function exposureOf({ history }: Finding): Exposure | null {
  const start = history?.introduced ? Date.parse(history.introduced.date) : NaN
  if (!history || Number.isNaN(start)) return null
  const exposed = Math.min(Math.max(0, history.exposedDays ?? 0), 40_000)
  const counted = start + exposed * dayMs
  const left = history.removed ? Date.parse(history.removed.date) : NaN
  // Dates are what authors claim; a removal before the introduction is none.
  const removed = left >= start ? left : counted
  return { start, removed, end: Math.max(counted, removed) }
}

const maxTicks = 12

/** The years of the scale, as an axis over all bars. */
export function axis(scale: TimeScale | null): string {
  if (!scale) return ''
  const first = new Date(scale.from).getUTCFullYear()
  const last = new Date(scale.to).getUTCFullYear()
  const step = Math.max(1, Math.ceil((last - first + 1) / maxTicks))
  const ticks: string[] = []
  for (let year = first + 1; year <= last; year += step) {
    const at = position(scale, Date.UTC(year, 0, 1))
    // Behind that, the number would be cut off.
    if (Number(at) > 95) break
    ticks.push(
      `<line x1="${at}%" x2="${at}%" y1="0" y2="24"/><text x="${at}%" dx="4" y="15">${year}</text>`,
    )
  }
  // Within one year, or close to it, the days say more.
  if (ticks.length === 0) {
    ticks.push(
      `<text x="0" y="15">${dayAt(scale.from)}</text>`,
      `<text x="100%" y="15" text-anchor="end">${dayAt(scale.to)}</text>`,
    )
  }
  return `<svg class="axis" width="100%" height="24" aria-hidden="true">${ticks.join('')}</svg>`
}

/** Dates are what strangers claim: one may lie beyond what can be said. */
function dayAt(time: number): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? '' : day(date.toISOString())
}

/** One credential's bar: solid while HEAD held it, pale while only history does. Says the same in words. */
export function bar(finding: Finding, scale: TimeScale | null): string {
  const exposure = exposureOf(finding)
  const { history } = finding
  if (!scale || !exposure || !history?.introduced) return ''
  const until = history.inHead ? 'until today' : statusText(history)
  const words = [`since ${day(history.introduced.date)}`, until, exposureText(history)]
  const label = html(words.filter((word) => word !== '').join(', '))
  const start = Number(position(scale, exposure.start))
  const gone = history.inHead ? 100 : Number(position(scale, exposure.removed))
  const solid = rect('in', start, history.unreachable ? start : gone)
  const pale = history.inHead ? '' : rect('past', history.unreachable ? start : gone, 100)
  return `<span class="bar"><svg width="100%" height="10" role="img" aria-label="${label}">${pale}${solid}</svg><span>${label}</span></span>`
}

function rect(name: string, from: number, to: number): string {
  const width = Math.max(to - from, 0.4)
  const x = Math.min(from, 99.6)
  return `<rect class="${name}" x="${x.toFixed(2)}%" width="${width.toFixed(2)}%" y="1" height="8"/>`
}

function position(scale: TimeScale, time: number): string {
  const share = (time - scale.from) / (scale.to - scale.from)
  return (Math.min(Math.max(share, 0), 1) * 100).toFixed(2)
}
