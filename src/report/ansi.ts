/** Colours by meaning, and the width text takes on a terminal. */

const codes = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  red: ['31', '39'],
  green: ['32', '39'],
  yellow: ['33', '39'],
  blue: ['34', '39'],
  cyan: ['36', '39'],
  alarm: ['1;97;41', '22;39;49'],
} as const

export type Style = keyof typeof codes

export type Paint = (style: Style, text: string) => string

/** Wraps text in a style, or leaves it alone when colours are off. */
export function createPaint(color: boolean): Paint {
  if (!color) return (_style, text) => text
  return (style, text) => {
    const [on, off] = codes[style]
    return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`
  }
}

const narrow = /^[\x20-\x7e]*$/
const zeroWidth = /^\p{M}|^\u200d/u
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u

/** Columns that text without escape sequences takes: wide characters two, combining marks none. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length
  let width = 0
  for (const char of text) width += charWidth(char)
  return width
}

function charWidth(char: string): number {
  if (zeroWidth.test(char)) return 0
  return wide.test(char) ? 2 : 1
}

/** Cuts text to `columns`, with an ellipsis. */
export function fit(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let out = ''
  let width = 0
  for (const char of text) {
    width += charWidth(char)
    if (width > columns - 1) break
    out += char
  }
  return `${out}…`
}

/**
 * Breaks text at blanks into lines of at most `columns`, lines behind the first indented by `indent` of them. A word
 * that is longer, such as a path, stays whole to be copied.
 */
export function wrap(text: string, columns: number, indent: number): string[] {
  if (text.length <= columns && narrow.test(text)) return [text]
  const blanks = ' '.repeat(indent)
  const lines: string[] = []
  let line = ''
  let width = -1
  for (const word of text.split(' ')) {
    const added = displayWidth(word) + 1
    if (width < 0 || width + added <= columns) {
      line += width < 0 ? word : ` ${word}`
      width += added
    } else {
      lines.push(line)
      line = blanks + word
      width = indent + added - 1
    }
  }
  return [...lines, line]
}
