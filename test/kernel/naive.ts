/** The simplest code that can be right: what the kernel's loops are held against. */

const isTokenByte = (byte: number): boolean => /[A-Za-z0-9+/=_-]/.test(String.fromCharCode(byte))

/** Maximal runs of token bytes of at least `minLength` that overlap `[from, to)`. */
export function naiveRuns(
  bytes: Uint8Array,
  from: number,
  to: number,
  minLength: number,
): number[][] {
  const runs: number[][] = []
  let start = -1
  for (let i = 0; i <= bytes.length; i++) {
    const token = i < bytes.length && isTokenByte(bytes[i]!)
    if (token && start < 0) start = i
    if (token || start < 0) continue
    if (i - start >= minLength && start < Math.min(to, bytes.length) && i > from && from < to) {
      runs.push([start, i])
    }
    start = -1
  }
  return runs
}

/** One instruction of a delta. */
export type DeltaOp =
  | { readonly copy: readonly [offset: number, length: number] }
  | { readonly insert: Uint8Array }

function varint(size: number): number[] {
  const bytes: number[] = []
  let left = size
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return bytes
}

/** Writes a delta as git does (Documentation/gitformat-pack.txt). */
export function encodeDelta(
  baseLength: number,
  resultLength: number,
  ops: readonly DeltaOp[],
): Uint8Array {
  const out = [...varint(baseLength), ...varint(resultLength)]
  for (const op of ops) {
    if ('insert' in op) {
      out.push(op.insert.length, ...op.insert)
      continue
    }
    const [offset, length] = op.copy
    const size = length === 0x10000 ? 0 : length
    const args: number[] = []
    let code = 0x80
    for (let i = 0; i < 4; i++) {
      const byte = Math.floor(offset / 2 ** (8 * i)) & 0xff
      if (byte === 0) continue
      code |= 1 << i
      args.push(byte)
    }
    for (let i = 0; i < 3; i++) {
      const byte = (size >>> (8 * i)) & 0xff
      if (byte === 0) continue
      code |= 0x10 << i
      args.push(byte)
    }
    out.push(code, ...args)
  }
  return Uint8Array.from(out)
}

/** The result of the instructions. */
export function naiveResult(base: Uint8Array, ops: readonly DeltaOp[]): Uint8Array {
  const parts = ops.map((op) =>
    'insert' in op ? op.insert : base.subarray(op.copy[0], op.copy[0] + op.copy[1]),
  )
  return new Uint8Array(Buffer.concat(parts))
}
