import { type ByteRange, pushWithoutArmor } from './commit.ts'

/** An annotated tag (git: `tag.c`): `object`, `type`, `tag`, `tagger` lines, an empty line, the message. */
export interface ParsedTag {
  /** Offset of the tagged object's hex id. */
  readonly objectAt: number
  /** `commit`, `tree`, `blob` or `tag`; whatever stands there. */
  readonly type: string
  readonly name: string
  /** `Name <mail> time zone`; empty in very old tags. */
  readonly tagger: ByteRange
  readonly messageAt: number
  /** Bytes worth scanning: name, tagger and message without signature armor. */
  readonly text: readonly ByteRange[]
}

const maxLine = 4096

/** @returns null when it does not start as a tag must */
export function parseTag(bytes: Uint8Array, hexLength: number): ParsedTag | null {
  const lines = new Map<string, ByteRange>()
  let at = 0
  while (at < bytes.length && bytes[at] !== 0x0a) {
    const newline = bytes.indexOf(0x0a, at)
    const end = newline < 0 ? bytes.length : newline
    const gap = bytes.subarray(at, Math.min(end, at + 16)).indexOf(0x20)
    if (gap > 0) {
      const key = text(bytes, at, at + gap)
      if (!lines.has(key)) lines.set(key, { start: at + gap + 1, end })
    }
    at = end + 1
  }
  const object = lines.get('object')
  const type = lines.get('type')
  if (!object || !type || object.end - object.start !== hexLength) return null
  const name = lines.get('tag')
  const tagger = lines.get('tagger') ?? { start: 0, end: 0 }
  const messageAt = Math.min(at + 1, bytes.length)
  const ranges: ByteRange[] = []
  if (name) ranges.push(name)
  if (tagger.end > 0) ranges.push(tagger)
  pushWithoutArmor(bytes, messageAt, bytes.length, ranges)
  return {
    objectAt: object.start,
    type: text(bytes, type.start, type.end),
    name: name ? text(bytes, name.start, name.end) : '',
    tagger,
    messageAt,
    text: ranges,
  }
}

const utf8 = new TextDecoder('utf-8')

function text(bytes: Uint8Array, start: number, end: number): string {
  return utf8.decode(bytes.subarray(start, Math.min(end, start + maxLine)))
}
