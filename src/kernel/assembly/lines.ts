// Lines and columns of hits: LF, CR LF and CR end a line. ../../triage/lines.ts is what this stands in for.

const lf: u8 = 0x0a
const cr: u8 = 0x0d

/** 0xff where a line ends: LF, or CR with another byte behind it. Reads 17 bytes. */
// @ts-ignore: decorator
@inline function lineEnds(at: usize): v128 {
  const block = v128.load(at)
  const feeds = i8x16.splat(lf)
  const lone = v128.andnot(
    i8x16.eq(block, i8x16.splat(cr)),
    i8x16.eq(v128.load(at, 1), feeds),
  )
  return v128.or(i8x16.eq(block, feeds), lone)
}

/** The same for one byte; what stands behind the text does not count. */
// @ts-ignore: decorator
@inline function endsLine(at: usize, last: usize): bool {
  const byte = load<u8>(at)
  return byte == lf || (byte == cr && (at + 1 >= last || load<u8>(at + 1) != lf))
}

/** Lines that end in `[from, to)` of a text. */
export function countLines(ptr: usize, len: i32, from: i32, to: i32): i32 {
  const last = ptr + <usize>len
  const end = ptr + <usize>to
  const stop = min(end, last - 1)
  let at = ptr + <usize>from
  let count = 0
  while (at + 16 <= stop) {
    // A lane counts to 255.
    const pause = at + min<usize>(255 * 16, (stop - at) & ~15)
    let lanes = i8x16.splat(0)
    for (; at < pause; at += 16) lanes = i8x16.sub(lanes, lineEnds(at))
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes))
    count +=
      i32x4.extract_lane(sums, 0) +
      i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3)
  }
  for (; at < end; at++) if (endsLine(at, last)) count++
  return count
}

/** Offset behind the last line end in `[from, to)` of a text; `from` when there is none. */
export function lastLineStart(ptr: usize, len: i32, from: i32, to: i32): i32 {
  const last = ptr + <usize>len
  const first = ptr + <usize>from
  let at = ptr + <usize>to
  if (at > first && endsLine(at - 1, last)) return to
  for (; at >= first + 16; at -= 16) {
    const found = i8x16.bitmask(lineEnds(at - 16))
    // The text's last byte was looked at.
    if (found != 0) return <i32>(at - 16 - ptr) + 32 - <i32>clz(found)
  }
  for (; at > first; at--) if (endsLine(at - 1, last)) return <i32>(at - ptr)
  return from
}

/** Offset of the first byte of 0x80 and more in `[from, to)` of a text; `to` when there is none. */
export function asciiEnd(ptr: usize, from: i32, to: i32): i32 {
  const end = ptr + <usize>to
  let at = ptr + <usize>from
  for (; at + 64 <= end; at += 64) {
    const two = v128.or(v128.load(at), v128.load(at, 16))
    if (i8x16.bitmask(v128.or(two, v128.or(v128.load(at, 32), v128.load(at, 48)))) != 0) break
  }
  while (at < end && load<u8>(at) < 0x80) at++
  return <i32>(at - ptr)
}
