import { latin1, lineEnd } from '../bytes/text.ts'

const headerReach = 600
const columnName = /^["'`[]?[A-Za-z_][\w .\-/]{0,40}["'`\]]?$/
const insert =
  /\b(?:insert|replace)\s+(?:[a-z]+\s+){0,2}?into\s+[^\s(]{1,120}\s*\(([^()]{1,600})\)\s*values\b/gi
const copy = /\bcopy\s+[^\s(]{1,120}\s*\(([^()]{1,600})\)\s+from\s+stdin\b[^\n]*\n/gi
const rowsFollow = /values|stdin/i
const tableRule = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/

/** Where a candidate stands: its line before and behind it, and the lines above. */
export interface Row {
  readonly left: string
  readonly right: string
  readonly above: string
}

/**
 * The name of the column that a value stands in: of an SQL `INSERT` or `COPY`, of a CSV file whose first line names
 * the columns, of a Markdown table. Null where there is none.
 */
export function readColumn(bytes: Uint8Array, lineStart: number, row: Row): string | null {
  return sqlColumn(row) ?? tableColumn(row) ?? csvColumn(bytes, lineStart, row)
}

function sqlColumn({ left, above }: Row): string | null {
  const text = `${above}${left}`
  if (!rowsFollow.test(text)) return null
  const match = [...text.matchAll(insert)].at(-1)
  if (match !== undefined) {
    return nameAt(match[1]!.split(','), valuesBefore(text, match.index + match[0].length))
  }
  const rows = [...text.matchAll(copy)].at(-1)
  if (rows === undefined) return null
  return nameAt(rows[1]!.split(','), left.split('\t').length - 1)
}

/** How many values of the open row stand in `text` from `from`; -1 outside of a row. */
function valuesBefore(text: string, from: number): number {
  let count = -1
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const char = text[at]!
    if (char === '\\') at++
    else if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '(') count = 0
    else if (char === ')') count = -1
    else if (char === ',' && count >= 0) count++
  }
  return count
}

function tableColumn({ left, above }: Row): string | null {
  if (!left.includes('|')) return null
  const lines = above.split('\n')
  const rule = lines.findLastIndex((line) => line.includes('-') && tableRule.test(line))
  if (rule < 1) return null
  return nameAt(lines[rule - 1]!.split('|'), left.split('|').length - 1)
}

/** End of the line that may name the columns of the line at `lineStart`: the text's first; 0 when it is that line. */
export function headerEnd(bytes: Uint8Array, lineStart: number): number {
  const end = lineEnd(bytes, 0, headerReach)
  return end < lineStart ? end : 0
}

function csvColumn(bytes: Uint8Array, lineStart: number, { left, right }: Row): string | null {
  if (!beginsCell(left) || !/^["']?\s*(?:$|[,;\t|\r])/.test(right)) return null
  const end = headerEnd(bytes, lineStart)
  if (end === 0) return null
  const header = latin1(bytes, 0, end)
  for (const separator of [',', ';', '\t', '|']) {
    const names = header.split(separator)
    if (names.length < 2 || names.length !== `${left}${right}`.split(separator).length) continue
    if (!names.every((name) => columnName.test(name.trim()))) return null
    return nameAt(names, left.split(separator).length - 1)
  }
  return null
}

/** True when nothing but blanks and a quote stand behind a separator, or behind the start of the line. */
function beginsCell(left: string): boolean {
  const isQuoted = left.endsWith('"') || left.endsWith("'")
  const open = isQuoted ? left.slice(0, -1) : left
  const before = open.trimEnd()
  return before === '' || /[,;|]$/.test(before.slice(-1)) || open.includes('\t', before.length)
}

function nameAt(names: readonly string[], index: number): string | null {
  const name = names[index]?.trim() ?? ''
  return columnName.test(name) ? name.replaceAll(/["'`[\]]/g, '') : null
}
