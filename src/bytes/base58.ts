import { fromLatin1 } from './text.ts'
import { sha256Hex } from './sha256.ts'

const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const values = makeValues()
/** The longest text that is decoded: the work grows with the square of the length. */
const maxDigits = 128
const checksumLength = 4

function makeValues(): Int8Array {
  const table = new Int8Array(256).fill(-1)
  for (let value = 0; value < digits.length; value++) table[digits.charCodeAt(value)] = value
  return table
}

/**
 * Decodes base58 in Bitcoin's alphabet.
 *
 * @returns null for other characters and for more than 128 of them
 */
export function decodeBase58(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  if (end - start > maxDigits) return null
  let zeros = 0
  while (start + zeros < end && bytes[start + zeros] === digits.charCodeAt(0)) zeros++
  // Little-endian; log(58) / log(256) of the digits is at most three quarters.
  const number: number[] = []
  for (let at = start + zeros; at < end; at++) {
    let carry = values[bytes[at]!]!
    if (carry < 0) return null
    for (let index = 0; index < number.length; index++) {
      carry += number[index]! * 58
      number[index] = carry & 0xff
      carry >>= 8
    }
    while (carry > 0) {
      number.push(carry & 0xff)
      carry >>= 8
    }
  }
  const out = new Uint8Array(zeros + number.length)
  for (let index = 0; index < number.length; index++) out[out.length - 1 - index] = number[index]!
  return out
}

/**
 * Decodes Base58Check: version and payload, followed by the first four bytes of their double SHA-256.
 *
 * @returns version and payload without the checksum; null when the checksum is wrong
 * @see https://en.bitcoin.it/wiki/Base58Check_encoding
 */
export function decodeBase58Check(
  bytes: Uint8Array,
  start: number,
  end: number,
): Uint8Array | null {
  const decoded = decodeBase58(bytes, start, end)
  if (decoded === null || decoded.length <= checksumLength) return null
  const payload = decoded.subarray(0, decoded.length - checksumLength)
  const sum = checksum(payload)
  for (let at = 0; at < checksumLength; at++) {
    if (decoded[payload.length + at] !== sum[at]) return null
  }
  return payload
}

export function encodeBase58Check(payload: Uint8Array): string {
  const whole = new Uint8Array(payload.length + checksumLength)
  whole.set(payload)
  whole.set(checksum(payload), payload.length)
  return encodeBase58(whole)
}

export function encodeBase58(bytes: Uint8Array): string {
  const number: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let index = 0; index < number.length; index++) {
      carry += number[index]! << 8
      number[index] = carry % 58
      carry = Math.floor(carry / 58)
    }
    while (carry > 0) {
      number.push(carry % 58)
      carry = Math.floor(carry / 58)
    }
  }
  let text = ''
  for (let at = 0; at < bytes.length && bytes[at] === 0; at++) text += digits[0]!
  for (const digit of number.toReversed()) text += digits[digit]!
  return text
}

function checksum(payload: Uint8Array): Uint8Array {
  const once = hexBytes(sha256Hex(payload, 0, payload.length))
  return hexBytes(sha256Hex(once, 0, once.length)).subarray(0, checksumLength)
}

/** The bytes that pairs of hex digits stand for. */
export function hexBytes(hex: string): Uint8Array {
  const text = fromLatin1(hex)
  const out = new Uint8Array(text.length >> 1)
  for (let at = 0; at < out.length; at++)
    out[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return out
}
