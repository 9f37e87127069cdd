import type { Context } from '../context.ts'

const base64Line = /^[A-Za-z0-9+/]+={0,2}$/
const marker = /-----(?:BEGIN|END) |^=[A-Za-z0-9+/]{4}$|gpgsig/
/** What surrounds a line of base64 in source code: quotes, escapes, concatenation, comment and patch marks. */
const wrapping = /^[\s"'`+\-#*>|]+|(?:\\[nr])*[\s"'`+,;\\]*$/g

const escapedBreak = /\\+[rn]/g

/**
 * A line of PEM, PGP or SSH armor, or of wrapped base64: the candidate is alone on its line, and lines next to it
 * have its width and hold what no base62 key has. One line in eight of such text has no `+` or `/` itself. Line
 * breaks may be escaped, as in a PEM key inside JSON.
 */
export function isArmorLine(context: Context): boolean {
  const before = linesOf(context.above + context.left)
  const behind = linesOf(context.right + context.below)
  const left = before.pop() ?? ''
  const right = behind.shift() ?? ''
  if (left.replaceAll(wrapping, '') !== '' || right.replaceAll(wrapping, '') !== '') return false
  const width = context.end - context.start
  return looksArmored(before.toReversed(), width, true) || looksArmored(behind, width, false)
}

function linesOf(text: string): string[] {
  return text.replaceAll(escapedBreak, '\n').split('\n')
}

/** Reads away from the candidate until a line is no base64. Only the last line of a text is shorter than the others. */
function looksArmored(lines: readonly string[], width: number, isAbove: boolean): boolean {
  for (const raw of lines) {
    const line = bareLine(raw, width)
    if (line === '') continue
    if (marker.test(raw.trim())) return true
    if (!base64Line.test(line) || line.length > width + 2) return false
    if (isAbove && line.length < width) return false
    if (/[+/=]/.test(line)) return line.length >= Math.min(width, 16) || line.endsWith('=')
    if (line.length < width) return false
  }
  return false
}

/** One line in 64 begins with a `+` of its own: a line that is as wide as the candidate has no mark of a patch. */
function bareLine(raw: string, width: number): string {
  const line = raw.trim()
  return line.length === width && base64Line.test(line) ? line : raw.replaceAll(wrapping, '')
}
