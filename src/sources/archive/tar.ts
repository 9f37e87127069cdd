import { DamagedArchive, memberName, type ArchiveEntry } from './member.ts'

const block = 512
const regular = new Set(['0', '\0', '7', 'S'])

/**
 * The files of a tar archive: ustar, pax (`path` only) and GNU long names. Links and folders have no content.
 *
 * @throws DamagedArchive
 * @see POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format"
 */
export function* readTar(bytes: Uint8Array): Generator<ArchiveEntry> {
  let longName: string | null = null
  for (let at = 0; at + block <= bytes.length;) {
    if (bytes[at] === 0) return
    if (!checksumFits(bytes, at)) throw new DamagedArchive('a header of it is wrong')
    const size = readNumber(bytes, at + 124, 12)
    const start = at + block
    const end = start + size
    if (end > bytes.length) throw new DamagedArchive('a member is cut')
    const type = String.fromCharCode(bytes[at + 156] ?? 0)
    if (type === 'L') longName = text(bytes, start, size)
    else if (type === 'x') longName = paxPath(bytes, start, end) ?? longName
    else {
      const name = longName ?? ustarName(bytes, at)
      longName = null
      if (regular.has(type) && size > 0) {
        yield { name, start, end, size, method: 'stored', encrypted: false }
      }
    }
    at = start + Math.ceil(size / block) * block
  }
}

/** The sum of all header bytes, the checksum itself counted as blanks. */
function checksumFits(bytes: Uint8Array, at: number): boolean {
  let sum = 0
  for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 0x20 : (bytes[at + i] ?? 0)
  return sum === readNumber(bytes, at + 148, 8)
}

/** Octal digits, or GNU's base 256 for what does not fit. */
function readNumber(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  if (((bytes[at] ?? 0) & 0x80) !== 0) {
    for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0)
    return value
  }
  for (let i = 0; i < length; i++) {
    const digit = (bytes[at + i] ?? 0) - 0x30
    if (digit >= 0 && digit < 8) value = value * 8 + digit
    else if (value > 0 || digit !== -0x10) break
  }
  return value
}

function ustarName(bytes: Uint8Array, at: number): string {
  const prefix = text(bytes, at + 345, 155)
  const name = text(bytes, at, 100)
  // GNU tar keeps times where ustar keeps the prefix.
  return prefix === '' || bytes[at + 263] === 0x20 ? name : `${prefix}/${name}`
}

function text(bytes: Uint8Array, start: number, length: number): string {
  let end = start
  while (end < start + length && bytes[end] !== 0) end++
  return memberName(bytes, start, end)
}

function paxPath(bytes: Uint8Array, start: number, end: number): string | null {
  const found = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(memberName(bytes, start, end))
  return found?.[1] ?? null
}
