import { inflateSync } from 'node:zlib'
import { canInflateTo } from './entry-reader.ts'
import type { Inflater } from './inflate.ts'
import { kindFromName, type ObjectKind } from './object-kind.ts'
import { type ReadResult, tooLarge } from './read-result.ts'
import type { PackFile } from './pack-file.ts'
import { PieceReader } from './piece-reader.ts'
import { failures } from './walk-context.ts'

/** `type SP size NUL`; the longest is `commit` and 16 digits. */
const maxHeader = 32

export interface LooseHeader {
  readonly kind: ObjectKind
  readonly size: number
  /** Content bytes that came along with the header. */
  readonly content: Uint8Array
}

/** Reads the header of a loose object's stream; null when there is none. */
function parseLooseHeader(bytes: Uint8Array): LooseHeader | null {
  const nul = bytes.indexOf(0)
  if (nul < 0) return null
  const match = /^([a-z]+) (0|[1-9][0-9]{0,15})$/.exec(
    String.fromCharCode(...bytes.subarray(0, nul)),
  )
  const kind = match === null ? null : kindFromName(match[1]!)
  if (match === null || kind === null) return null
  return { kind, size: Number(match[2]), content: bytes.subarray(nul + 1) }
}

export interface OpenLoose {
  readonly header: LooseHeader
  /** Gives what follows `header.content`. */
  readonly reader: PieceReader
  /** A new reader, at the first byte of the content. */
  restart(): PieceReader
}

/** Opens a loose object's stream and reads its header. Needs `inflater.canStream`. */
export function openLoose(inflater: Inflater, file: PackFile): OpenLoose | null {
  const start = new Uint8Array(maxHeader)
  const reader = new PieceReader(inflater, file, 0, file.size)
  const got = reader.readInto(start, 0, maxHeader)
  const header = got < 0 ? null : parseLooseHeader(start.subarray(0, got))
  if (header === null || header.content.length > header.size) return null
  const restart = (): PieceReader => {
    const again = new PieceReader(inflater, file, 0, file.size)
    again.readInto(new Uint8Array(maxHeader), 0, got - header.content.length)
    return again
  }
  return { header, reader, restart }
}

/**
 * Reads one loose object. Never throws for what is in the file.
 *
 * @throws the system error when the file cannot be read
 */
export function readLoose(inflater: Inflater, file: PackFile, maxObjectBytes: number): ReadResult {
  if (!inflater.canStream) return readLooseWhole(file, maxObjectBytes)
  const opened = openLoose(inflater, file)
  if (opened === null) return corrupt('loose object has no valid header')
  const { header, reader } = opened
  if (header.size > maxObjectBytes) return tooLarge(header.size)
  if (!canInflateTo(file.size, header.size)) return corrupt(failures.lie.detail)
  const bytes = new Uint8Array(header.size)
  bytes.set(header.content)
  const rest = header.size - header.content.length
  if (reader.readInto(bytes, header.content.length, rest) !== rest || !reader.finish()) {
    return corrupt(failures.stream.detail)
  }
  return { status: 'ok', kind: header.kind, bytes }
}

function readLooseWhole(file: PackFile, maxObjectBytes: number): ReadResult {
  if (file.size > maxObjectBytes) return tooLarge(file.size)
  const got = file.load(0, file.size)
  try {
    const all = inflateSync(file.bytes.subarray(file.at, file.at + got), {
      maxOutputLength: maxObjectBytes + maxHeader,
    })
    const header = parseLooseHeader(all)
    if (header !== null && header.content.length === header.size) {
      return { status: 'ok', kind: header.kind, bytes: header.content }
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
  }
  return corrupt(failures.stream.detail)
}

/** Git would hand out as much as the header declares, and not say that there is more. */
function corrupt(detail: string): ReadResult {
  return { status: 'corrupt', detail, isFinal: true }
}
