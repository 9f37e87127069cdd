import { decodeBase64 } from '../../bytes/base64.ts'
import { decodeBase58, decodeBase58Check } from '../../bytes/base58.ts'
import { isKeyPair } from '../../bytes/ed25519.ts'
import { latin1 } from '../../bytes/text.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

/** Version bytes of wallet import format: Bitcoin, test networks, Litecoin, Dogecoin, Dash. */
const wifVersions = new Set([0x80, 0xef, 0xb0, 0x9e, 0xcc])
const compressedMark = 1

/**
 * A private key in wallet import format: version, 32 bytes, and 1 when the public key is to be compressed.
 *
 * @see https://en.bitcoin.it/wiki/Wallet_import_format
 */
export const wif: Check = test((bytes, start, end) => {
  const payload = decodeBase58Check(bytes, start, end)
  if (payload === null || !wifVersions.has(payload[0]!)) return false
  return payload.length === 33 || (payload.length === 34 && payload[33] === compressedMark)
})

/**
 * An extended private key of BIP 32: 78 bytes whose private half begins with a zero byte at offset 45. The version
 * only decides which letters it begins with (`xprv`, `yprv`, `zprv`, `tprv`, ...); rules name those as prefixes.
 *
 * @see https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki#serialization-format
 */
export const extendedKey: Check = test((bytes, start, end) => {
  const payload = decodeBase58Check(bytes, start, end)
  return payload !== null && payload.length === 78 && payload[45] === 0
})

/** The schemes a key of Sui begins with: Ed25519, secp256k1, secp256r1. */
const suiSchemes = 3

/** A private key of Sui's keystore: base64 of its scheme and 32 bytes. */
export const suiFlag: Check = test((bytes, start, end) => {
  const [flag = suiSchemes] = decodeBase64(bytes, start, end, 3)
  return flag < suiSchemes
})

/** A Solana key pair as base58: 64 bytes whose second half is the Ed25519 public key of the first. */
export const solanaKey: Check = test((bytes, start, end) => {
  // Cheap tests first: 64 bytes are 86 to 88 digits, and a word of one case is none.
  if (!/\d/.test(latin1(bytes, start, end))) return false
  const pair = decodeBase58(bytes, start, end)
  return pair !== null && isKeyPair(pair)
})
