/** What a private key in DER is, as far as its first fields tell. */
export type DerKeyKind =
  | 'pkcs1-rsa'
  | 'dsa'
  | 'ec'
  | 'pkcs8-rsa'
  | 'pkcs8-ec'
  | 'pkcs8-ed25519'
  | 'pkcs8'
  | 'encrypted'

interface Element {
  readonly tag: number
  readonly start: number
  readonly end: number
}

const SEQUENCE = 0x30
const INTEGER = 0x02
const OCTET_STRING = 0x04
const OBJECT_IDENTIFIER = 0x06

const algorithms: readonly { readonly oid: string; readonly kind: DerKeyKind }[] = [
  { oid: '2a864886f70d010101', kind: 'pkcs8-rsa' },
  { oid: '2a8648ce3d0201', kind: 'pkcs8-ec' },
  { oid: '2b6570', kind: 'pkcs8-ed25519' },
]

/**
 * Names the kind of a DER private key, null when the bytes are none: a length that does not fit, a public key, noise.
 *
 * @see RFC 8017 appendix A.1.2 (RSAPrivateKey), RFC 5915 (ECPrivateKey), RFC 5958 (PKCS #8)
 */
export function classifyDerKey(der: Uint8Array): DerKeyKind | null {
  const outer = readElement(der, 0, der.length)
  if (outer === null || outer.tag !== SEQUENCE) return null
  const first = readElement(der, outer.start, outer.end)
  if (first === null) return null
  if (first.tag === SEQUENCE) return isEncrypted(der, first, outer) ? 'encrypted' : null
  if (first.tag !== INTEGER || first.end - first.start !== 1) return null
  const second = readElement(der, first.end, outer.end)
  if (second === null) return null
  const version = der[first.start]!
  if (second.tag === INTEGER && version <= 1) return countIntegers(der, second, outer)
  if (second.tag === OCTET_STRING && version === 1) return 'ec'
  if (second.tag !== SEQUENCE || version > 1) return null
  const key = readElement(der, second.end, outer.end)
  return key !== null && key.tag === OCTET_STRING ? algorithmOf(der, second) : null
}

function isEncrypted(der: Uint8Array, algorithm: Element, outer: Element): boolean {
  const oid = readElement(der, algorithm.start, algorithm.end)
  const data = readElement(der, algorithm.end, outer.end)
  return oid?.tag === OBJECT_IDENTIFIER && data?.tag === OCTET_STRING
}

/** RSAPrivateKey has nine integers, the traditional DSA form six. */
function countIntegers(der: Uint8Array, second: Element, outer: Element): DerKeyKind | null {
  let count = 2
  let at = second.end
  while (at < outer.end) {
    const next = readElement(der, at, outer.end)
    if (next === null || next.tag !== INTEGER) break
    count++
    at = next.end
  }
  if (count >= 9) return 'pkcs1-rsa'
  return count === 6 ? 'dsa' : null
}

function algorithmOf(der: Uint8Array, sequence: Element): DerKeyKind | null {
  const oid = readElement(der, sequence.start, sequence.end)
  if (oid === null || oid.tag !== OBJECT_IDENTIFIER) return null
  let hex = ''
  for (let at = oid.start; at < oid.end; at++) hex += der[at]!.toString(16).padStart(2, '0')
  return algorithms.find((algorithm) => algorithm.oid === hex)?.kind ?? 'pkcs8'
}

/** Reads one tag and length; null when they do not fit into `[at, end)`. */
function readElement(der: Uint8Array, at: number, end: number): Element | null {
  if (at + 2 > end) return null
  const tag = der[at]!
  let length = der[at + 1]!
  let start = at + 2
  if (length > 0x80) {
    const digits = length - 0x80
    if (digits > 3 || start + digits > end) return null
    length = 0
    for (let index = 0; index < digits; index++) length = length * 256 + der[start + index]!
    start += digits
  } else if (length === 0x80) return null
  return start + length <= end ? { tag, start, end: start + length } : null
}
