// Classes of bytes that several of the loops tell apart.

// Bytes by nibbles: byte b is a member when bit (b >> 4) of a table's entry (b & 15) is set.
/** a8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f0 54 50 5c 50 74, as signed bytes: token bytes. */
// @ts-ignore: decorator
@inline export function tokenTable(): v128 {
  return i8x16(-88, -8, -8, -8, -8, -8, -8, -8, -8, -8, -16, 84, 80, 92, 80, 116)
}

/** The bit of each high nibble. */
// @ts-ignore: decorator
@inline export function bitTable(): v128 {
  return i8x16(1, 0, 4, 8, 16, 32, 64, -128, 2, 2, 2, 2, 2, 0, 0, 0)
}

/** Readable text: printable ASCII, tab, line feed, carriage return. */
// @ts-ignore: decorator
@inline export function isTextByte(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x0a || byte == 0x0d || byte == 0x09
}
