// Tables of the literals' fingerprints, for `blocks.ts`.

// Filled by the host: up to 32 entries of (value, fold, significant, bit of the literal) as u32, those of a bucket
// together, and where each of the eight buckets begins. A literal matches at `at` when
// ((load<u32>(at) | fold) & significant) == value.
export const literalTable: usize = memory.data(32 * 16, 16)
export const bucketStarts: usize = memory.data(9 * 4, 16)
// Six 16-byte nibble tables: low and high nibble of byte 0, 1 and 2; one bit per bucket.
export const nibbleTables: usize = memory.data(96, 16)

export function literals(): usize {
  return literalTable
}
export function buckets(): usize {
  return bucketStarts
}
export function nibbles(): usize {
  return nibbleTables
}
