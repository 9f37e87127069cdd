/** Seeded randomness and the maths that secrets carry: the same seed gives the same file, on every machine. */
import {
  checkPrimeSync,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
} from 'node:crypto'
import { crc32 } from 'node:zlib'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { entropyToMnemonic, mnemonicToSeedSync } from '@scure/bip39'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const alnum = digits + upper + lower
const base58 = alnum
  .split('')
  .filter((letter) => !'0OIl'.includes(letter))
  .join('')

const names = {
  coin: ['BTC', 'ETH', 'SOL', 'BNB', 'XRP', 'DOGE', 'ADA', 'LINK', 'AVAX', 'LTC'],
  person: ['maria', 'tomasz', 'dev', 'akira', 'jonas', 'priya', 'lucas', 'chen', 'olga', 'sam'],
  project: ['gridbot', 'moonshot', 'arb-runner', 'candle-hub', 'tradepilot', 'dca-helper'],
  company: ['northwind', 'bluefin', 'quantleaf', 'harborlabs', 'pixelforge', 'orchardpay'],
  noun: ['river', 'copper', 'falcon', 'meadow', 'harbor', 'velvet', 'ember', 'saturn', 'cedar'],
}

export class Generator {
  #seed
  #counter = 0
  #pool = Buffer.alloc(0)

  constructor(seed) {
    this.#seed = seed
  }

  bytes(count) {
    while (this.#pool.length < count) {
      const block = createHash('sha256')
        .update(`${this.#seed}/${this.#counter++}`)
        .digest()
      this.#pool = Buffer.concat([this.#pool, block])
    }
    const taken = this.#pool.subarray(0, count)
    this.#pool = this.#pool.subarray(count)
    return Buffer.from(taken)
  }

  /** An integer below `limit`. */
  int(limit) {
    return this.bytes(6).readUIntBE(0, 6) % limit
  }

  between(least, most) {
    return least + this.int(most - least + 1)
  }

  pick(list) {
    return list[this.int(list.length)]
  }

  from(alphabet, length) {
    return Array.from({ length }, () => alphabet[this.int(alphabet.length)]).join('')
  }

  base62 = (length) => this.from(alnum, length)
  base64url = (length) => this.from(`${alnum}_-`, length)
  base58 = (length) => this.from(base58, length)
  lowerAlnum = (length) => this.from(digits + lower, length)
  upperAlnum = (length) => this.from(digits + upper, length)
  base32 = (length) => this.from(`${upper}234567`, length)
  letters = (length) => this.from(lower + upper, length)
  number = (length) => this.from('123456789', 1) + this.from(digits, length - 1)
  hex = (length) => this.from(`${digits}abcdef`, length)
  upperHex = (length) => this.from(`${digits}ABCDEF`, length)
  /** Of so many bytes, padded. */
  base64 = (count) => this.bytes(count).toString('base64')

  uuid() {
    const variant = this.pick(['8', '9', 'a', 'b'])
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(12)}`
  }

  coin = () => this.pick(names.coin)
  pair = () => `${this.coin()}${this.pick(['USDT', 'USDC', 'FDUSD'])}`
  person = () => this.pick(names.person)
  project = () => this.pick(names.project)
  company = () => this.pick(names.company)
  noun = () => this.pick(names.noun)
  date = () => `202${this.between(1, 5)}-0${this.between(1, 9)}-${this.between(10, 28)}`
  time = () => `${this.between(10, 23)}:${this.between(10, 59)}:${this.between(10, 59)}`
  price = () => `${this.between(100, 90_000)}.${this.number(2)}`

  /** What a password manager makes, or a careful person; never a word of a dictionary alone. */
  password() {
    const noun = this.noun()
    const spoken = `${noun[0].toUpperCase()}${noun.slice(1)}_${this.base62(5)}${this.number(3)}`
    return this.pick([
      this.base62(16),
      this.base62(20),
      `${this.base62(9)}-${this.base62(7)}`,
      spoken,
    ])
  }

  mnemonic(words = 12, list = english) {
    return entropyToMnemonic(this.bytes((words / 3) * 4), list)
  }

  /** A phrase of Electrum's own kind: no BIP-39 checksum, but a version in its digest. */
  electrumSeed() {
    for (;;) {
      const phrase = Array.from({ length: 12 }, () => this.pick(english)).join(' ')
      if (hmac('Seed version', phrase).toString('hex').startsWith('100')) return phrase
    }
  }

  /** A secp256k1 scalar, 64 hex digits. */
  scalar() {
    return `${this.from('123456789abcde', 1)}${this.hex(63)}`
  }

  base58Check(payload) {
    return base58Check(payload)
  }

  wif(compressed = true, version = 0x80) {
    const tail = compressed ? [Buffer.from([1])] : []
    return base58Check(
      Buffer.concat([Buffer.from([version]), Buffer.from(this.scalar(), 'hex'), ...tail]),
    )
  }

  /** `version`: of xprv, or of its relatives. */
  extendedKey(version = 0x0488ade4) {
    const head = Buffer.alloc(13)
    head.writeUInt32BE(version)
    head[4] = 3
    this.bytes(4).copy(head, 5)
    head.writeUInt32BE(0x80000000 + this.int(5), 9)
    const key = Buffer.from(this.scalar(), 'hex')
    return base58Check(Buffer.concat([head, this.bytes(32), Buffer.from([0]), key]))
  }

  /** Seed and public key, 64 bytes. */
  solana() {
    const seed = this.bytes(32)
    return Buffer.concat([seed, ed25519Public(seed)])
  }

  address = () => `0x${this.hex(40)}`

  /** A PKCS#8 key by kind: `ed25519`, `ec` (P-256), `rsa`. */
  privateKey(kind = 'ed25519') {
    if (kind === 'ed25519') return ed25519Private(this.bytes(32))
    if (kind === 'ec') return this.#ecKey()
    return this.#rsaKey()
  }

  pem(kind, type = 'pkcs8') {
    return this.privateKey(kind).export({ format: 'pem', type }).trimEnd()
  }

  publicPem(kind) {
    return createPublicKey(this.privateKey(kind)).export({ format: 'pem', type: 'spki' }).trimEnd()
  }

  #ecKey() {
    const d = this.bytes(32)
    d[0] &= 0x7f
    const curve = createECDH('prime256v1')
    curve.setPrivateKey(d)
    const point = curve.getPublicKey()
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(url)
    return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: url(d), x, y } })
  }

  #rsaKey() {
    const [p, q] = [this.#prime(), this.#prime()]
    const e = 65537n
    const d = inverse(e, (p - 1n) * (q - 1n))
    const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
    const parts = Object.entries(numbers).map(([name, value]) => [name, url(toBytes(value))])
    return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...Object.fromEntries(parts) } })
  }

  #prime() {
    for (;;) {
      const bytes = this.bytes(128)
      bytes[0] |= 0xc0
      bytes[127] |= 1
      const candidate = BigInt(`0x${bytes.toString('hex')}`)
      if (candidate % 65537n !== 1n && checkPrimeSync(bytes, { checks: 8 })) return candidate
    }
  }
}

export function base58Check(payload) {
  const sum = sha256(sha256(payload)).subarray(0, 4)
  return base58Encode(Buffer.concat([payload, sum]))
}

export function base58Encode(bytes) {
  let value = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = base58[Number(value % 58n)] + text
  for (const byte of bytes) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}

/** The private key of a mnemonic's account, 64 hex digits: m/44'/60'/0'/0/index. */
export function accountKey(mnemonic, index) {
  let node = hmac('Bitcoin seed', Buffer.from(mnemonicToSeedSync(mnemonic)))
  for (const step of [0x8000002c, 0x8000003c, 0x80000000, 0, index]) node = child(node, step)
  return node.subarray(0, 32).toString('hex')
}

function child(node, step) {
  const key = node.subarray(0, 32)
  const curve = createECDH('secp256k1')
  curve.setPrivateKey(key)
  const number = Buffer.alloc(4)
  number.writeUInt32BE(step)
  const head =
    step >= 0x80000000 ? [Buffer.from([0]), key] : [curve.getPublicKey(null, 'compressed')]
  const made = hmac(node.subarray(32), Buffer.concat([...head, number]))
  const order = 2n ** 256n - 432420386565659656852420866394968145599n
  const sum = (toNumber(made.subarray(0, 32)) + toNumber(key)) % order
  return Buffer.concat([toBytes(sum, 32), made.subarray(32)])
}

/** The Ethereum address of a private key of 64 hex digits. */
export function addressOf(key) {
  const curve = createECDH('secp256k1')
  curve.setPrivateKey(key, 'hex')
  const digest = keccak_256(curve.getPublicKey().subarray(1))
  return `0x${Buffer.from(digest.subarray(12)).toString('hex')}`
}

/** The six digits that end a GitHub or npm token. */
export function checksum62(text) {
  let value = crc32(text)
  let sum = ''
  for (let place = 0; place < 6; place++) {
    sum = alnum[value % 62] + sum
    value = Math.floor(value / 62)
  }
  return sum
}

/** Bech32, as age and nostr write their keys. */
export function bech32(prefix, bytes) {
  const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0')
  const values = bits.match(/.{5}/g).map((five) => Number.parseInt(five, 2))
  const codes = [...prefix].map((letter) => letter.charCodeAt(0))
  const spread = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
  let sum = 1
  for (const value of [...spread, ...values, 0, 0, 0, 0, 0, 0]) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    const taps = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
    for (const [bit, tap] of taps.entries()) if ((top >> bit) & 1) sum ^= tap
  }
  sum ^= 1
  const tail = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31)
  return `${prefix}1${[...values, ...tail].map((value) => alphabet[value]).join('')}`
}

export const sha256 = (data) => createHash('sha256').update(data).digest()
export const hmac = (key, data) => createHmac('sha512', key).update(data).digest()
const url = (bytes) => bytes.toString('base64url')
const toNumber = (bytes) => BigInt(`0x${bytes.toString('hex')}`)

function toBytes(value, length = 0) {
  const text = value.toString(16)
  return Buffer.from(
    text.padStart(Math.max(length * 2, text.length + (text.length % 2)), '0'),
    'hex',
  )
}

function ed25519Private(seed) {
  const head = Buffer.from([0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32])
  return createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' })
}

function ed25519Public(seed) {
  const spki = createPublicKey(ed25519Private(seed)).export({ format: 'der', type: 'spki' })
  return spki.subarray(-32)
}

function inverse(value, modulus) {
  let [a, b, x, y] = [modulus, value % modulus, 0n, 1n]
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return ((x % modulus) + modulus) % modulus
}
