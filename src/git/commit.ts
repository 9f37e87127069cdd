/**
 * Commit objects, format: gitformat "object types" and `commit.c`. Header lines `key value\n`, continuation
 * lines start with a space, an empty line ends the header, the rest is the message.
 * Nothing is copied: a commit is described by offsets into the bytes it was parsed from.
 */

/** Half-open byte range. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface ParsedCommit {
  /** Offset of the hex tree id. */
  readonly treeAt: number
  /** Offsets of the hex parent ids, in order. */
  readonly parentsAt: readonly number[]
  /** `Name <mail> time zone`; empty when the header is missing. */
  readonly author: ByteRange
  readonly committer: ByteRange
  /** Value of the `encoding` header; empty means UTF-8. */
  readonly encoding: string
  /** Where the message starts; the length of the bytes when there is none. */
  readonly messageAt: number
  /** Bytes worth scanning, in order: all of the commit but ids and signature armor. */
  readonly text: readonly ByteRange[]
}

/** A name with a date. There is no e-mail address in here, on purpose. */
export interface Person {
  readonly name: string
  /** Seconds since 1970; 0 when unreadable. */
  readonly time: number
  /** Minutes east of UTC. */
  readonly zone: number
}

const newline = 0x0a
const space = 0x20
const dash = 0x2d

/**
 * @param hexLength 40 (SHA-1) or 64 (SHA-256)
 * @returns null when there is no `tree` line to start with: not a commit
 */
export function parseCommit(bytes: Uint8Array, hexLength: number): ParsedCommit | null {
  if (!startsWith(bytes, 0, 'tree ') || bytes[5 + hexLength] !== newline) return null
  const parentsAt: number[] = []
  const text: ByteRange[] = []
  let author: ByteRange = { start: 0, end: 0 }
  let committer: ByteRange = author
  let encoding = ''
  let at = 6 + hexLength
  while (at < bytes.length && bytes[at] !== newline) {
    const end = lineEnd(bytes, at)
    if (startsWith(bytes, at, 'parent ')) {
      if (end - at === 7 + hexLength) parentsAt.push(at + 7)
      at = end + 1
      continue
    }
    if (startsWith(bytes, at, 'author ')) {
      if (author.end === 0) author = { start: at + 7, end }
      text.push({ start: at, end })
    } else if (startsWith(bytes, at, 'committer ')) {
      if (committer.end === 0) committer = { start: at + 10, end }
      text.push({ start: at, end })
    } else if (startsWith(bytes, at, 'encoding ')) {
      encoding = latin1(bytes, at + 9, Math.min(end, at + 9 + 64))
    } else {
      at = pushHeader(bytes, at, end, text)
      continue
    }
    at = skipContinuation(bytes, end + 1)
  }
  const messageAt = Math.min(at + 1, bytes.length)
  pushWithoutArmor(bytes, messageAt, bytes.length, text)
  return { treeAt: 5, parentsAt, author, committer, encoding, messageAt, text }
}

/** Reads `Name <mail> 1700000000 +0100`; tolerates everything, since old tools wrote anything. */
export function parsePerson(bytes: Uint8Array, range: ByteRange, encoding: string): Person {
  const { start, end } = range
  const open = bytes.subarray(start, end).indexOf(0x3c)
  const close = bytes.subarray(start, end).lastIndexOf(0x3e)
  const nameEnd = open < 0 ? end : start + open
  const name = decodeText(bytes.subarray(start, nameEnd), encoding).trim()
  if (close < 0) return { name, time: 0, zone: 0 }
  const date = parseDate(bytes, start + close + 1, end)
  return { name, ...date }
}

/** `time` in seconds and `zone` in minutes, from ` 1700000000 +0100`. */
export function parseDate(
  bytes: Uint8Array,
  start: number,
  end: number,
): { time: number; zone: number } {
  let at = start
  while (at < end && bytes[at] === space) at++
  let sign = 1
  if (bytes[at] === 0x2d) {
    sign = -1
    at++
  }
  let time = 0
  for (; at < end; at++) {
    const digit = bytes[at]! - 0x30
    if (digit < 0 || digit > 9) break
    time = time * 10 + digit
  }
  // Beyond what a JavaScript date holds, a date is a lie; git itself shows such commits as of 1970.
  if (time > 8.64e12) time = 0
  while (at < end && bytes[at] === space) at++
  const west = bytes[at] === 0x2d
  if (west || bytes[at] === 0x2b) at++
  let digits = 0
  for (let i = 0; i < 4 && at < end; i++, at++) {
    const digit = bytes[at]! - 0x30
    if (digit < 0 || digit > 9) break
    digits = digits * 10 + digit
  }
  const minutes = Math.floor(digits / 100) * 60 + (digits % 100)
  return { time: sign * time || 0, zone: minutes > 26 * 60 ? 0 : west ? -minutes || 0 : minutes }
}

/** ISO 8601 with the author's own offset, as `git log --format=%aI`. */
export function isoDate(time: number, zone: number): string {
  const local = new Date((time + zone * 60) * 1000)
  if (Number.isNaN(local.getTime())) return '1970-01-01T00:00:00+00:00'
  const minutes = Math.abs(zone)
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0')
  const mm = String(minutes % 60).padStart(2, '0')
  return `${local.toISOString().slice(0, -5)}${zone < 0 ? '-' : '+'}${hh}:${mm}`
}

/** Decodes by git's `encoding` header; an encoding that is unknown here is read as UTF-8. */
function decodeText(bytes: Uint8Array, encoding: string): string {
  return decoderFor(encoding).decode(bytes)
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>()
const maxDecoders = 32

function decoderFor(encoding: string): InstanceType<typeof TextDecoder> {
  const label = encoding.trim().toLowerCase()
  const known = decoders.get(label)
  if (known) return known
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(label || 'utf-8')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    decoder = new TextDecoder('utf-8')
  }
  if (decoders.size < maxDecoders) decoders.set(label, decoder)
  return decoder
}

/**
 * Pushes [start, end) without the armored signatures in it: `gpgsig` headers, signatures inside `mergetag`
 * headers and at the end of tag messages. Their base64 lines look like keys and are none.
 */
export function pushWithoutArmor(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: ByteRange[],
): void {
  let from = start
  for (let at = hasFiveDashes(bytes, start, end) ? start : end; at < end;) {
    const stop = Math.min(lineEnd(bytes, at), end)
    const armor = armorOf(bytes, at, stop)
    if (armor === null) {
      at = stop + 1
      continue
    }
    const close = findArmorEnd(bytes, stop + 1, end, armor, false)
    if (close < 0) {
      at = stop + 1
      continue
    }
    if (at > from) into.push({ start: from, end: at })
    at = close
    from = close
  }
  if (end > from) into.push({ start: from, end })
}

/** Armor begins with five dashes, and few texts have them: one byte of five is looked at. */
function hasFiveDashes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 4; at < end; at += 5) {
    if (bytes[at] !== dash) continue
    let first = at
    while (first > start && bytes[first - 1] === dash) first--
    while (at + 1 < end && bytes[at + 1] === dash) at++
    if (at + 1 - first >= 5) return true
  }
  return false
}

interface Armor {
  /** What stands behind `-----BEGIN `. */
  readonly label: string
  readonly close: string
}

const armors: readonly Armor[] = [
  'PGP SIGNATURE',
  'PGP MESSAGE',
  'SSH SIGNATURE',
  'SIGNED MESSAGE',
].map((label) => ({ label: `${label}-----`, close: `-----END ${label}-----` }))
const longestArmorLine = 200

/** What begins on the line, maybe behind a header name or a continuation's space. */
function armorOf(bytes: Uint8Array, start: number, end: number): Armor | null {
  if (end - start > longestArmorLine) return null
  let at = start
  while (at < end && bytes[at] !== dash) at++
  if (at === end || !startsWith(bytes, at, '-----BEGIN ')) return null
  for (const armor of armors) if (startsWith(bytes, at + 11, armor.label)) return armor
  return null
}

/**
 * Pushes what is worth scanning of a header whose first line is `[at, end)`, and gives the start of the next one. Armor
 * that begins on that line, as most signatures do, is passed over once.
 */
function pushHeader(bytes: Uint8Array, at: number, end: number, into: ByteRange[]): number {
  const armor = bytes[end - 1] === dash ? armorOf(bytes, at, end) : null
  const close = armor === null ? -1 : findArmorEnd(bytes, end + 1, bytes.length, armor, true)
  const next = skipContinuation(bytes, (close < 0 ? end : close) + 1)
  const stop = Math.min(next, bytes.length)
  const from = close < 0 ? at : skipBlank(bytes, close, stop)
  if (from < stop) pushWithoutArmor(bytes, from, stop, into)
  return next
}

/** @param isHeader the armor ends where its header does: every line of it begins with a space */
function findArmorEnd(
  bytes: Uint8Array,
  start: number,
  end: number,
  { close }: Armor,
  isHeader: boolean,
): number {
  for (let at = start; at < end;) {
    const isContinued = bytes[at] === space
    if (isHeader && !isContinued) return -1
    const text = isContinued ? at + 1 : at
    const stop = Math.min(lineEnd(bytes, text), end)
    if (bytes[text] === dash && startsWith(bytes, text, close)) return stop
    if (stop - at > longestArmorLine) return -1
    at = stop + 1
  }
  return -1
}

function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && (bytes[at] === newline || bytes[at] === space)) at++
  return at
}

function skipContinuation(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] === space) at = lineEnd(bytes, at) + 1
  return at
}

/** Header lines are short: asking for `indexOf` costs more than they do. */
function lineEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) if (bytes[at] === newline) return at
  return bytes.length
}

function startsWith(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[start + i] !== text.charCodeAt(i)) return false
  }
  return true
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
