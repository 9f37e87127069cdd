/** Where one list of a JSON object stands in its bytes, and each of its elements: half-open ranges. */
export interface ListedElements {
  readonly start: number
  readonly end: number
  readonly elements: readonly (readonly [start: number, end: number])[]
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * Finds lists that are members of the outermost object, so that a report of tens of megabytes can be read one finding
 * at a time: as one text and one tree it would take six times its size. Knows of JSON only how to skip it; what is not
 * well-formed is left to the parser.
 *
 * @returns the lists by name, without any that is empty; null when the bytes are no object
 */
export function findLists(
  bytes: Uint8Array,
  names: readonly string[],
): ReadonlyMap<string, ListedElements> | null {
  const found = new Map<string, ListedElements>()
  let at = skipBlanks(bytes, 0)
  if (bytes[at] !== openBrace) return null
  at = skipBlanks(bytes, at + 1)
  while (at < bytes.length && bytes[at] === quote) {
    const keyEnd = skipString(bytes, at)
    const key = latin1(bytes, at + 1, keyEnd - 1)
    at = skipBlanks(bytes, keyEnd)
    if (bytes[at] !== colon) return found
    at = skipBlanks(bytes, at + 1)
    if (names.includes(key) && bytes[at] === openBracket && !found.has(key)) {
      const list = listAt(bytes, at)
      if (list.elements.length > 0) found.set(key, list)
      at = skipBlanks(bytes, list.end)
    } else at = skipBlanks(bytes, skipValue(bytes, at))
    if (bytes[at] !== comma) return found
    at = skipBlanks(bytes, at + 1)
  }
  return found
}

/** The list that begins at `start`, read once: megabytes of findings stand in it. */
function listAt(bytes: Uint8Array, start: number): ListedElements {
  const elements: [number, number][] = []
  let at = skipBlanks(bytes, start + 1)
  while (at < bytes.length && bytes[at] !== closeBracket) {
    const end = skipValue(bytes, at)
    // A comma without a value before it: the parser is to say so.
    elements.push([at, end])
    at = skipBlanks(bytes, end)
    if (bytes[at] !== comma) break
    at = skipBlanks(bytes, at + 1)
    if (bytes[at] === closeBracket) elements.push([at, at])
  }
  // Whatever stands there instead of the bracket is left for the parser to stumble over.
  return { start, end: bytes[at] === closeBracket ? at + 1 : at, elements }
}

/** Behind the value at `at`: brackets are counted, not matched. */
function skipValue(bytes: Uint8Array, at: number): number {
  const first = bytes[at]
  if (first === quote) return skipString(bytes, at)
  if (first !== openBrace && first !== openBracket) return skipPlain(bytes, at)
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === quote) i = skipString(bytes, i) - 1
    else if (byte === openBrace || byte === openBracket) depth++
    // `}` and `]` are their openings plus two.
    else if (byte === openBrace + 2 || byte === openBracket + 2) {
      depth--
      if (depth === 0) return i + 1
    }
  }
  return bytes.length
}

function skipString(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === backslash) i++
    else if (byte === quote) return i + 1
  }
  return bytes.length
}

function skipPlain(bytes: Uint8Array, at: number): number {
  let i = at
  while (i < bytes.length && !isEnd(bytes[i] ?? 0)) i++
  return i
}

function isEnd(byte: number): boolean {
  return byte === comma || byte === openBrace + 2 || byte === openBracket + 2 || byte <= 0x20
}

function skipBlanks(bytes: Uint8Array, at: number): number {
  let i = at
  while (i < bytes.length && (bytes[i] ?? 0) <= 0x20) i++
  return i
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64)))
}
