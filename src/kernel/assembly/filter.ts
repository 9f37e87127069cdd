// Candidates for hundreds of texts by three folded bytes. ../../detect/patterns/texts.ts says how the table is made, and
// is the oracle of the tests.

/** By hash of three bytes, 15 bits: not 0 where a text may have its rarest three. Filled by the host. */
const filterTable: usize = memory.data(1 << 15, 16)

export function filterAt(): usize {
  return filterTable
}

/** Lists where a text may have them in `[from, to)`, as pairs (offset, hash). One look-up a byte. */
export function findFiltered(ptr: usize, len: i32, from: i32, to: i32, outPtr: usize, cap: i32): i32 {
  if (to > len) to = len
  if (from < 0) from = 0
  if (to - from < 2 || cap <= 0) return 0
  let count = 0
  // Two bytes before `at`, each shifted to its place in the hash; what is beyond 15 bits has left it.
  let key = ((<u32>load<u8>(ptr + <usize>from) | 0x20) << 5) ^ (<u32>load<u8>(ptr + <usize>from + 1) | 0x20)
  for (let at = from; at + 2 <= to; at++) {
    const third = at + 2 < len ? <u32>load<u8>(ptr + <usize>at + 2) : 0
    key = (key << 5) ^ (third | 0x20)
    if (load<u8>(filterTable + <usize>(key & 0x7fff)) == 0) continue
    store<u32>(outPtr + (<usize>count << 3), <u32>at)
    store<u32>(outPtr + (<usize>count << 3) + 4, key & 0x7fff)
    if (++count == cap) return count
  }
  return count
}
