const constraint = /^(?:constraint|primary|unique|check|foreign)$/i
const quotedName = /^\s*(?:"((?:[^"]|"")+)"|`([^`]+)`|\[([^\]]+)\]|'([^']+)'|([^\s"'`[(,]+))/

/** The names of the columns that a `CREATE TABLE` gives, in their order. */
export function columnNames(sql: string): string[] {
  const open = sql.indexOf('(')
  if (open < 0) return []
  const names: string[] = []
  for (const part of splitList(sql.slice(open + 1))) {
    const found = quotedName.exec(part)
    if (found === null) continue
    const name = found[1] ?? found[2] ?? found[3] ?? found[4] ?? found[5]!
    if (found[5] !== undefined && constraint.test(name)) continue
    names.push(name)
  }
  return names
}

/** What stands between the commas of a list, up to the parenthesis that closes it. */
function splitList(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (quote !== '') {
      if (char === quote) quote = ''
      continue
    }
    if (char === '"' || char === "'" || char === '`') quote = char
    else if (char === '(') depth++
    else if (char === ')' && depth-- === 0) {
      parts.push(text.slice(start, at))
      return parts
    } else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}
