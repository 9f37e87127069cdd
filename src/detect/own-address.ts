import { byteClass, DIGIT, LOWER_HEX, UPPER_HEX } from '../bytes/classes.ts'
import { isPrivateScalar } from '../bytes/hex-scalar.ts'
import { addressOf } from '../bytes/secp256k1.ts'
import { latin1, lineEnd, lineStart } from '../bytes/text.ts'
import type { Evidence } from '../model/evidence.ts'

/**
 * That the address of its account stands next to a private key: what it is needs no name then. Worth little more than a
 * name, instead of which it counts: tests have such pairs too.
 */
export const ownAddressCode = 'own-address'
export const ownAddress: Evidence = { code: ownAddressCode, weight: 35 }

const keyDigits = 64
const address = /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g
const reach = 200
const nearLines = 2

const addressDigits = 40
const hexBits = DIGIT | LOWER_HEX | UPPER_HEX

/** True when an address stands within two lines: 40 hex digits, no more and no less. */
export function hasAddress(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    holdsAddress(bytes, linesAbove(bytes, start), start) ||
    holdsAddress(bytes, end, linesBelow(bytes, end))
  )
}

function holdsAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let digits = 0
  for (let at = from; at < to; at++) {
    if ((byteClass[bytes[at]!]! & hexBits) !== 0) digits++
    else if (digits === addressDigits) return true
    else digits = 0
  }
  return digits === addressDigits
}

/** True when the 64 hex digits that end at `end` are the private key of an address within two lines of them. */
export function hasOwnAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (!hasAddress(bytes, start, end)) return false
  const near = `${latin1(bytes, linesAbove(bytes, start), start)} ${latin1(bytes, end, linesBelow(bytes, end))}`
  const addresses: readonly string[] = near.toLowerCase().match(address) ?? []
  const key = latin1(bytes, end - keyDigits, end)
  return /^[0-9a-f]{64}$/i.test(key) && isPrivateScalar(key) && addresses.includes(addressOf(key))
}

function linesAbove(bytes: Uint8Array, start: number): number {
  let at = lineStart(bytes, start, reach)
  for (let line = 0; line < nearLines && at > 0; line++) at = lineStart(bytes, at - 1, reach)
  return at
}

function linesBelow(bytes: Uint8Array, end: number): number {
  let at = lineEnd(bytes, end, reach)
  for (let line = 0; line < nearLines && at < bytes.length; line++) {
    at = lineEnd(bytes, at + 1, reach)
  }
  return at
}
