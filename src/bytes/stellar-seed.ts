const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const seedVersion = 18 << 3
const payloadLength = 33

/** CRC-16 with polynomial 0x1021 and initial value 0 (XMODEM). */
function crc16(bytes: readonly number[]): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit++) {
      sum = (sum & 0x8000) === 0 ? (sum << 1) & 0xffff : ((sum << 1) ^ 0x1021) & 0xffff
    }
  }
  return sum
}

/**
 * True for the secret seed of a Stellar account: 56 characters of base32 that stand for a version byte, 32 bytes and
 * their CRC-16.
 *
 * @see https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md
 */
export function isStellarSeed(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 56) return false
  const decoded: number[] = []
  let group = 0
  let bits = 0
  for (let at = start; at < end; at++) {
    const value = digits.indexOf(String.fromCharCode(bytes[at]!))
    if (value < 0) return false
    group = ((group << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    decoded.push((group >> bits) & 0xff)
  }
  if (decoded[0] !== seedVersion) return false
  const sum = crc16(decoded.slice(0, payloadLength))
  return decoded[payloadLength] === (sum & 0xff) && decoded[payloadLength + 1] === sum >> 8
}

/** The seed text of 32 bytes. */
export function stellarSeed(bytes: readonly number[]): string {
  const payload = [seedVersion, ...bytes]
  const sum = crc16(payload)
  const bits = [...payload, sum & 0xff, sum >> 8]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return (bits.match(/.{5}/g) ?? []).map((part) => digits[Number.parseInt(part, 2)]!).join('')
}
