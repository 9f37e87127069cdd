/**
 * The name in quotes that stands directly in front of a value, as in `"hash": "`, where nothing else can be said of it:
 * no words belong to it and no call holds it. Null where `readField` has to look closer. Recorded answers of servers
 * have tens of thousands of such values in one line each.
 *
 * @param longest names have fewer characters than this
 */
export function quotedName(text: string, longest: number): string | null {
  let at = text.length - 1
  if (isQuoteAt(text, at)) at--
  at = behindBlanks(text, at)
  if (text[at] !== ':' && text[at] !== '=') return null
  at = behindBlanks(text, at - 1)
  if (!isQuoteAt(text, at)) return null
  const end = at
  const stop = Math.max(0, end - longest)
  do at--
  while (at >= stop && isWordAt(text, at))
  if (at < stop || text[at] !== text[end] || end - at < 2 || isDigitAt(text, at + 1)) return null
  return mayHoldCall(text) ? null : text.slice(at + 1, end)
}

/** False where `quotedName` finds none: most candidates, of which no text has to be made for it. */
export function mayHaveQuotedName(bytes: Uint8Array, start: number): boolean {
  let at = start - 1
  if (isQuote(bytes[at])) at--
  while (bytes[at] === 0x20) at--
  if (bytes[at] !== 0x3a && bytes[at] !== 0x3d) return false
  at--
  while (bytes[at] === 0x20) at--
  return isQuote(bytes[at])
}

function isQuote(code: number | undefined): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60
}

/** False when no name stands in front of a parenthesis or brace, whatever is left out between the two. */
function mayHoldCall(text: string): boolean {
  for (let open = text.length - 1; open >= 0; open--) {
    const code = text.charCodeAt(open)
    if (code !== 0x28 && code !== 0x7b) continue
    let at = open - 1
    while (at >= 0 && /\s/.test(text[at]!)) at--
    // A closing tag, or the length of a text that PHP serialised.
    if (isWordAt(text, at) || text[at] === '>') return true
    if (text[at] === ':' && isDigitAt(text, at - 1)) return true
  }
  return false
}

function behindBlanks(text: string, at: number): number {
  let last = at
  while (text.charCodeAt(last) === 0x20) last--
  return last
}

function isQuoteAt(text: string, at: number): boolean {
  return isQuote(text.charCodeAt(at))
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}

/** Letters, digits, `_` and `$`; false outside of the text. */
function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  const small = code | 0x20
  return (
    (small >= 0x61 && small <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24
  )
}
