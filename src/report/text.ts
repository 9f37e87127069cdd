/** Formatting of strings from strangers and of numbers, shared by all reporters. */

const printableAscii = /^[\x20-\x7e]*$/
// Controls, invisible format characters (bidi overrides, zero width, tags), lone surrogates, line separators.
// The zero width joiner stays: names and emoji need it, and it hides nothing.
const unprintable = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Makes control and invisible characters visible (`\x1b`, `\u{202e}`), so that text cannot act on its reader. */
export function escapeControls(text: string): string {
  if (printableAscii.test(text)) return text
  return text.replaceAll(unprintable, (char) => {
    const code = char.codePointAt(0) ?? 0
    if (code === 0x09) return String.raw`\t`
    if (code === 0x0a) return String.raw`\n`
    if (code === 0x0d) return String.raw`\r`
    const hex = code.toString(16)
    return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`
  })
}

/** The same for a line of code, where tabs are common: each becomes two columns of blanks. */
export function escapeCode(line: string): string {
  return escapeControls(line.replaceAll('\t', '  '))
}

/** Name of an author without an e-mail address. */
export function authorName(author: string): string {
  const name = author.replaceAll(/<[^>]*>?/g, '').trim()
  const user = name.replaceAll(/@\S*/g, '').trim()
  return escapeControls(user === '' ? 'unknown' : user)
}

/** Day part of an ISO 8601 date. */
export function day(date: string): string {
  return escapeControls(date.slice(0, 10))
}

export function shortId(id: string): string {
  return escapeControls(id.slice(0, 10))
}

const thousands = /\B(?=(?:\d{3})+$)/g

/** `1234567` → `1,234,567`; the same in every locale. */
export function formatNumber(amount: number): string {
  return String(Math.trunc(amount)).replaceAll(thousands, ',')
}

export function count(amount: number, noun: string, plural: string = `${noun}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? noun : plural}`
}

const byteUnits = ['kB', 'MB', 'GB', 'TB', 'PB']

/** Decimal units, three digits: `640 B`, `12.3 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes
  let unit = ''
  for (const next of byteUnits) {
    if (value < 999.5) break
    value /= 1000
    unit = next
  }
  return `${value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${unit}`
}

/** `a`, `a and b`, `a, b and c`. */
export function joinList(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** Cuts text to `max` UTF-16 units, never inside a surrogate pair, with an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const end = isHighSurrogate(text.charCodeAt(max - 2)) ? max - 2 : max - 1
  return `${text.slice(0, end)}…`
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** Upper-cases the first letter. */
export function sentence(text: string): string {
  return text === '' ? '' : text.charAt(0).toUpperCase() + text.slice(1)
}
