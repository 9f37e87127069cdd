import { constants, createGunzip, createInflate, createInflateRaw, inflateSync } from 'node:zlib'

/**
 * zlib streams into memory of the caller. One per thread, reused for every object: setting up a stream costs about
 * 10 µs, resetting one less than 2 µs, and a pack has a stream per object.
 */
export interface Inflater {
  /** True when `begin` and `piece` work; without them an object must be inflated whole. */
  readonly canStream: boolean
  /**
   * Inflates the stream that starts at `input[from]` and ends before `to`.
   * `output` must have room for `outLength + 1` bytes at `outAt`; the last one tells a longer stream from an exact one.
   *
   * @returns bytes of input used; -1 when the stream is damaged, cut, or not `outLength` bytes long
   */
  whole(
    input: Uint8Array,
    from: number,
    to: number,
    output: Uint8Array,
    outAt: number,
    outLength: number,
  ): number
  /** Starts a stream that comes in pieces. */
  begin(): void
  /**
   * Inflates as far as input and room go; then `used` and `written` say how far.
   *
   * @returns false when the stream is damaged
   */
  piece(
    input: Uint8Array,
    from: number,
    to: number,
    output: Uint8Array,
    outAt: number,
    room: number,
  ): boolean
  readonly used: number
  readonly written: number
  /** Ends the stream of `begin`; `input` is what `piece` left. False when it does not end right here. */
  end(input: Uint8Array, from: number, to: number): boolean
  close(): void
}

/** The handle inside a zlib stream. Internal to Node: the same from 20 to 24, and checked before it is used. */
interface ZlibHandle {
  reset(): void
  close(): void
  writeSync(
    flush: number,
    input: Uint8Array,
    inOffset: number,
    inLength: number,
    output: Uint8Array,
    outOffset: number,
    outLength: number,
  ): void
}

interface ZlibInternals {
  /** `[availableOutput, availableInput]` after each write. */
  readonly _writeState?: unknown
  readonly _handle?: Partial<ZlibHandle> | null
}

const { Z_FINISH, Z_SYNC_FLUSH } = constants

/** zlib's own stream, as git has them; a bare deflate stream, as zip has them; gzip, with all its members. */
type StreamFormat = 'zlib' | 'raw' | 'gzip'

/** `sample` is "straykey" in that format, deflated as a fixed block. */
const formats = {
  zlib: { create: createInflate, sample: '789c2b2e294aaccc4ead04000fc5037d' },
  raw: { create: createInflateRaw, sample: '2b2e294aaccc4ead0400' },
  gzip: {
    create: createGunzip,
    sample: '1f8b08000000000000032b2e294aaccc4ead0400b8d284de08000000',
  },
} as const

/** An inflater on one reused handle; on the public call when this Node has no such handle. */
export function createInflater(): Inflater {
  return createHandleInflater() ?? createPublicInflater()
}

/** Null when the internals are not as expected. */
export function createHandleInflater(format: StreamFormat = 'zlib'): Inflater | null {
  const { create, sample } = formats[format]
  // The stream is kept by the closure: the handle dies with it.
  const stream = create()
  const { _handle, _writeState: state } = stream as unknown as ZlibInternals
  if (
    !_handle ||
    !(state instanceof Uint32Array) ||
    typeof _handle.writeSync !== 'function' ||
    typeof _handle.reset !== 'function' ||
    typeof _handle.close !== 'function'
  ) {
    return null
  }
  const handle = _handle as ZlibHandle
  const inflater = new HandleInflater(handle, state, () => stream.close())
  return inflater.works(Uint8Array.from(Buffer.from(sample, 'hex'))) ? inflater : null
}

class HandleInflater implements Inflater {
  readonly canStream = true
  used = 0
  written = 0
  readonly #handle: ZlibHandle
  readonly #state: Uint32Array
  readonly #close: () => void
  readonly #spare = new Uint8Array(1)
  #failed = false
  /** A stream of pieces was begun and not ended. */
  #open = false

  constructor(handle: ZlibHandle, state: Uint32Array, close: () => void) {
    this.#handle = handle
    this.#state = state
    this.#close = close
    // Node's own handler would destroy the stream.
    Object.assign(handle, {
      onerror: () => {
        this.#failed = true
      },
    })
  }

  /** A round trip, a cut stream and a good one again: all that `whole` relies on. */
  works(stream: Uint8Array): boolean {
    const out = new Uint8Array(16)
    try {
      const cut = this.whole(stream, 0, stream.length - 1, out, 0, 8)
      const good = this.whole(stream, 0, stream.length, out, 4, 8)
      return (
        cut === -1 &&
        good === stream.length &&
        Buffer.from(out).toString('latin1', 4, 12) === 'straykey'
      )
    } catch {
      // An unknown Node whose handle takes other arguments: the public call does the work.
      return false
    }
  }

  whole(
    input: Uint8Array,
    from: number,
    to: number,
    output: Uint8Array,
    outAt: number,
    outLength: number,
  ): number {
    if (this.#open) this.begin()
    this.#open = false
    this.#failed = false
    this.#handle.writeSync(Z_FINISH, input, from, to - from, output, outAt, outLength + 1)
    const ok = !this.#failed && this.#state[0] === 1
    const used = to - from - this.#state[1]!
    this.#handle.reset()
    return ok ? used : -1
  }

  begin(): void {
    this.#failed = false
    this.#open = true
    this.#handle.reset()
  }

  piece(
    input: Uint8Array,
    from: number,
    to: number,
    output: Uint8Array,
    outAt: number,
    room: number,
  ): boolean {
    this.#handle.writeSync(Z_SYNC_FLUSH, input, from, to - from, output, outAt, room)
    this.written = room - this.#state[0]!
    this.used = to - from - this.#state[1]!
    return !this.#failed
  }

  end(input: Uint8Array, from: number, to: number): boolean {
    this.#handle.writeSync(Z_FINISH, input, from, to - from, this.#spare, 0, 1)
    const ok = !this.#failed && this.#state[0] === 1
    this.#handle.reset()
    this.#open = false
    return ok
  }

  close(): void {
    this.#close()
  }
}

/** The fallback: a new stream and a copy per object. */
export function createPublicInflater(): Inflater {
  const unsupported = (): never => {
    throw new Error('this inflater cannot stream')
  }
  return {
    canStream: false,
    used: 0,
    written: 0,
    whole(input, from, to, output, outAt, outLength) {
      try {
        const { buffer, engine } = inflateSync(input.subarray(from, to), {
          maxOutputLength: outLength + 1,
          info: true,
        }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
        if (buffer.length !== outLength) return -1
        output.set(buffer, outAt)
        return engine.bytesWritten
      } catch (error) {
        if (error instanceof Error && 'code' in error) return -1
        throw error
      }
    },
    begin: unsupported,
    piece: unsupported,
    end: unsupported,
    close() {},
  }
}
