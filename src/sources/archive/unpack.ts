import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { createHandleInflater, type Inflater } from '../../git/inflate.ts'

export type PackedFormat = 'raw' | 'gzip' | 'zlib'

/** What came of unpacking; bytes are good until the next call at the same depth. */
type Unpacked = Uint8Array | 'too-large' | 'damaged'

/**
 * Streams of archives into memory that is used again. Node's own calls give each stream a handle, a chunk of output
 * per 16 KiB, and a copy of all of them: half of the time that archives took.
 */
export interface Unpacker {
  /**
   * What a cut stream still holds is taken as well.
   *
   * @param max bytes that may come out
   * @param hint bytes that should come out, as somebody said
   * @param depth archives in archives have outputs of their own
   * @param room unpacked into while it is large enough; a call with other room leaves it alone
   */
  unpack(
    format: PackedFormat,
    packed: Uint8Array,
    max: number,
    hint: number,
    depth: number,
    room?: Uint8Array | null,
  ): Unpacked
  /** Gives back what is too large to keep. */
  release(): void
}

const smallest = 64 * 1024
/** An output larger than this is not kept for the next archive. */
const largestKept = 16 * 1024 * 1024
/** Deflate makes no more of a byte. */
const deflateRatio = 1032

/** Null where Node has no handle to reuse. */
export function createUnpacker(): Unpacker | null {
  const raw = createHandleInflater('raw')
  const gzip = createHandleInflater('gzip')
  const zlib = createHandleInflater('zlib')
  return raw === null || gzip === null || zlib === null
    ? null
    : new HandleUnpacker({ raw, gzip, zlib })
}

class HandleUnpacker implements Unpacker {
  readonly #inflaters: Readonly<Record<PackedFormat, Inflater>>
  readonly #outputs = new Map<number, Uint8Array>()

  constructor(inflaters: Readonly<Record<PackedFormat, Inflater>>) {
    this.#inflaters = inflaters
  }

  unpack(
    format: PackedFormat,
    packed: Uint8Array,
    max: number,
    hint: number,
    depth: number,
    room: Uint8Array | null = null,
  ): Unpacked {
    const inflater = this.#inflaters[format]
    const likely = Math.min(hint, max, packed.length * deflateRatio)
    // One more than may be, to tell more from enough.
    const least = Math.max(likely, Math.min(smallest, max)) + 1
    let output = room !== null && room.length >= least ? room : this.#output(depth, least)
    let at = 0
    let written = 0
    inflater.begin()
    for (;;) {
      const left = Math.min(output.length, max + 1) - written
      if (!inflater.piece(packed, at, packed.length, output, written, left)) return 'damaged'
      at += inflater.used
      written += inflater.written
      if (written > max) return 'too-large'
      if (inflater.written < left) return output.subarray(0, written)
      if (written === output.length) {
        output = this.#grow(depth, output, Math.min(written * 2, max + 1))
      }
    }
  }

  release(): void {
    for (const [depth, { length }] of this.#outputs) {
      if (length > largestKept) this.#outputs.delete(depth)
    }
  }

  #output(depth: number, least: number): Uint8Array {
    const known = this.#outputs.get(depth)
    if (known !== undefined && known.length >= least) return known
    const output = new Uint8Array(least)
    this.#outputs.set(depth, output)
    return output
  }

  #grow(depth: number, old: Uint8Array, length: number): Uint8Array {
    const output = new Uint8Array(length)
    output.set(old)
    this.#outputs.set(depth, output)
    return output
  }
}

/** The public calls. */
export function createPublicUnpacker(): Unpacker {
  const calls = { raw: inflateRawSync, gzip: gunzipSync, zlib: inflateSync }
  return {
    unpack(format, packed, max) {
      try {
        return calls[format](packed, {
          maxOutputLength: max,
          finishFlush: constants.Z_SYNC_FLUSH,
        })
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (code === 'ERR_BUFFER_TOO_LARGE') return 'too-large'
        if (code.startsWith('Z_')) return 'damaged'
        throw error
      }
    },
    release() {},
  }
}

const unpackers: Unpacker[] = []

/**
 * The calling thread's.
 *
 * @param level of archives that are opened while members of another one are looked at: each has outputs of its own
 */
export function threadUnpacker(level = 0): Unpacker {
  return (unpackers[level] ??= createUnpacker() ?? createPublicUnpacker())
}
