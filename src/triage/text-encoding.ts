/** How the text of a file is encoded, as far as it matters for lines and columns. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be'

/** By the byte order mark; without one, UTF-16 is told by NULs in the high bytes of the start. */
export function textEncodingOf(bytes: Uint8Array): TextEncodingName {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = Math.min(bytes.length & ~1, 64)
  let evenNuls = 0
  let oddNuls = 0
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) evenNuls++
    if (bytes[i + 1] === 0) oddNuls++
  }
  // Nearly every high byte is zero in Western text, and no low byte is.
  const enough = sample >= 8 ? sample * 0.4 : Number.POSITIVE_INFINITY
  if (evenNuls === 0 && oddNuls >= enough) return 'utf-16le'
  if (oddNuls === 0 && evenNuls >= enough) return 'utf-16be'
  return 'utf-8'
}

const decoders = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  'utf-16le': new TextDecoder('utf-16le', { ignoreBOM: true }),
  'utf-16be': new TextDecoder('utf-16be', { ignoreBOM: true }),
} as const

/** Text of `[start, end)`; what is not valid becomes U+FFFD. */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  encoding: TextEncodingName,
): string {
  return decoders[encoding].decode(bytes.subarray(start, end))
}

/** UTF-16 code units of `[start, end)`: the same as the length of `decodeText`, without making the text. */
export function utf16Length(
  bytes: Uint8Array,
  start: number,
  end: number,
  encoding: TextEncodingName,
): number {
  if (encoding !== 'utf-8') return (end - start + 1) >>> 1
  let units = 0
  const { words, from } = wordsOf(bytes)
  for (let i = start; i < end; units++) {
    if (((i - from) & 3) === 0 && i >= from) {
      let word = (i - from) >> 2
      const stop = (end - from) >> 2
      while (word < stop && ((words[word] ?? -1) & 0x80808080) === 0) word++
      units += word * 4 + from - i
      i = word * 4 + from
      if (i >= end) break
    }
    const byte = bytes[i] ?? 0
    if (byte < 0x80) {
      i++
      continue
    }
    const length = sequenceLength(bytes, i, end)
    if (length === 4 && byte >= 0xf0) units++
    i += Math.abs(length)
  }
  return units
}

/** The bytes as words of four, from the first aligned one on, which is `bytes[from]`. */
export function wordsOf(bytes: Uint8Array): { words: Int32Array; from: number } {
  const from = -bytes.byteOffset & 3
  const count = Math.max(0, bytes.length - from) >> 2
  const words = new Int32Array(
    count > 0 ? bytes.buffer : empty,
    count > 0 ? bytes.byteOffset + from : 0,
    count,
  )
  return { words, from }
}

const empty = new ArrayBuffer(0)

/**
 * Bytes of the UTF-8 sequence at `at`; negative when it is cut short or invalid, and then as many bytes as one
 * U+FFFD stands for (the "maximal subpart" of the Encoding Standard).
 */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0
  const needed =
    lead >= 0xc2 && lead < 0xe0
      ? 2
      : lead >= 0xe0 && lead < 0xf0
        ? 3
        : lead >= 0xf0 && lead < 0xf5
          ? 4
          : 1
  if (needed === 1) return -1
  for (let i = 1; i < needed; i++) {
    const byte = at + i < end ? (bytes[at + i] ?? 0) : 0
    const [low, high] = i === 1 ? secondByteRange(lead) : [0x80, 0xbf]
    if (byte < low || byte > high) return -i
  }
  return needed
}

/** Rules out overlong forms, surrogates and code points above U+10FFFF. */
function secondByteRange(lead: number): readonly [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  if (lead === 0xf4) return [0x80, 0x8f]
  return [0x80, 0xbf]
}
