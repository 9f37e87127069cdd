// Tables of the literals' fingerprints, for `blocks.ts`.

// Filled by the host: up to 32 entries of (value, fold, significant, bit of the literal) as u32, those of a bucket
// together, and where each of the eight buckets begins. A literal matches at `at` when
// ((load<u32>(at) | fold) & significant) == value.
export const literalTable: usize = memory.data(32 * 16, 16)
export const bucketStarts: usize = memory.data(9 * 4, 16)
// Six 16-byte nibble tables: low and high nibble of byte 0, 1 and 2; one bit per bucket.
export const nibbleTables: usize = memory.data(96, 16)

// By literal, 32 bytes: how many bytes of the first class may stand behind it (0: it is told wherever it stands), how many
// heads there are, and these as (value, fold, significant), compared with the four bytes before it.
// Behind them, by literal and byte: 1 may be skipped, 2 ends the look at what is behind.
const sights: usize = memory.data(32 * 32 + 32 * 256, 16)

/** True when what is looked for may stand behind the literal at `here`. Reads four bytes before it where the text has them. */
export function maySee(ptr: usize, here: usize, length: usize, objectEnd: usize, index: usize): bool {
  const sight = sights + (index << 5)
  const most = <usize>load<u32>(sight)
  if (most == 0) return true
  const classes = sights + 32 * 32 + (index << 8)
  let at = here + length
  const stop = min(at + most, objectEnd)
  for (; at < stop; at++) {
    const kind = load<u8>(classes + <usize>load<u8>(at))
    if (kind != 1) return kind == 2
  }
  if (here - ptr < 4) return true
  const word = load<u32>(here - 4)
  const end = sight + 8 + <usize>load<u32>(sight + 4) * 12
  for (let head = sight + 8; head < end; head += 12) {
    if (((word | load<u32>(head + 4)) & load<u32>(head + 8)) == load<u32>(head)) return false
  }
  return true
}

export function sightsAt(): usize {
  return sights
}
export function literals(): usize {
  return literalTable
}
export function buckets(): usize {
  return bucketStarts
}
export function nibbles(): usize {
  return nibbleTables
}
