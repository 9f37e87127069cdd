/**
 * Lines for `git filter-repo --replace-text` and `--replace-message`, one expression each.
 *
 * @see git-filter-repo's Documentation/git-filter-repo.txt, "--replace-text": `literal:` or `regex:` (Python, over
 * bytes), `==>`, replacement; no comments, no escapes in literals.
 */
const replacement = '***REMOVED***'
const plain = /^[\x20-\x7e]+$/
/** What stands between two lines of a value: a line end, an escaped one, the quotes of joined string literals. */
const lineGap = String.raw`(?:\s|\\[nr]|["'+,\\])+`

/**
 * The whole file for these byte strings, the longest first so that none is cut by one that it contains. Holds the
 * values in the clear.
 */
export function renderReplaceText(values: readonly Uint8Array[]): string {
  const texts = new Set(values.map(latin1).filter((text) => text.trim() !== ''))
  const lines = [...texts]
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((text) => `${expression(text)}==>${replacement}`)
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function expression(text: string): string {
  // Blanks at the end and an arrow would be read as something else.
  if (plain.test(text) && !text.includes('==>') && text === text.trim()) return `literal:${text}`
  const rows = text.split(/[\r\n]+/).filter((row) => row !== '')
  return `regex:${rows.map(escapeRow).join(lineGap)}`
}

/** Letters and digits as they are, every other byte by its number. */
function escapeRow(row: string): string {
  return row.replaceAll(
    /[^A-Za-z0-9]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

/** One character per byte. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return text
}
