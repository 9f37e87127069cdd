import { createECDH, createHmac, pbkdf2Sync } from 'node:crypto'
import { ethereumAddress } from '../bytes/ethereum-address.ts'
import { hash160, segwitAddress } from '../bytes/wallet-address.ts'

/** Order of secp256k1. */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const hardened = 0x80000000

/** A private key of a tree of keys (BIP-32). */
export interface ExtendedKey {
  readonly key: Uint8Array
  readonly chainCode: Uint8Array
}

/** Throws a RangeError for zero and for what is not below the curve's order. */
export function publicKeyOf(privateKey: Uint8Array, isCompressed: boolean): Uint8Array {
  const number = toNumber(privateKey)
  if (number === 0n || number >= order) throw new RangeError('not a private key of secp256k1')
  const curve = createECDH('secp256k1')
  curve.setPrivateKey(privateKey)
  return curve.getPublicKey(null, isCompressed ? 'compressed' : 'uncompressed')
}

/** Root of the tree for a BIP-39 phrase without passphrase. */
export function masterKey(phrase: string): ExtendedKey {
  const words = phrase.normalize('NFKD').trim().split(/\s+/).join(' ')
  const seed = pbkdf2Sync(words, 'mnemonic', 2048, 64, 'sha512')
  return split(createHmac('sha512', 'Bitcoin seed').update(seed).digest())
}

/** First four bytes of the public key's hash, hex: how wallets name a tree of keys. */
export function fingerprintOf({ key }: ExtendedKey): string {
  return Buffer.from(hash160(publicKeyOf(key, true)).subarray(0, 4)).toString('hex')
}

/** First Ethereum address of a tree: m/44'/60'/0'/0/0. */
export function firstEthereumAddress(master: ExtendedKey): string {
  const path = [44 + hardened, 60 + hardened, hardened, 0, 0]
  return ethereumAddress(publicKeyOf(path.reduce(child, master).key, false))
}

/** First native Bitcoin address of a tree: m/84'/0'/0'/0/0. */
export function firstBitcoinAddress(master: ExtendedKey): string {
  const path = [84 + hardened, hardened, hardened, 0, 0]
  return segwitAddress(publicKeyOf(path.reduce(child, master).key, true))
}

/** @see https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki "Private parent key → private child key" */
function child({ key, chainCode }: ExtendedKey, index: number): ExtendedKey {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(index)
  const start = index >= hardened ? Buffer.concat([Buffer.alloc(1), key]) : publicKeyOf(key, true)
  const next = split(createHmac('sha512', chainCode).update(start).update(number).digest())
  const sum = (toNumber(next.key) + toNumber(key)) % order
  const hex = sum.toString(16).padStart(64, '0')
  return { key: Buffer.from(hex, 'hex'), chainCode: next.chainCode }
}

function split(bytes: Uint8Array): ExtendedKey {
  return { key: bytes.subarray(0, 32), chainCode: bytes.subarray(32, 64) }
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}
