import { encodeBase58, encodeBase58Check } from '../bytes/base58.ts'
import { phraseOf, wordTable } from '../bytes/bip39.ts'
import { publicKeyOf } from '../bytes/ed25519.ts'
import { isElectrumSeed } from '../bytes/electrum.ts'
import { addressOf } from '../bytes/secp256k1.ts'
import { stellarSeed } from '../bytes/stellar-seed.ts'
import { crc32Base62 } from '../bytes/crc32.ts'
import { fromLatin1 } from '../bytes/text.ts'
import type { Random } from './random.ts'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const hexDigits = '0123456789abcdef'
const base64url = `${base62}-_`

/** Samples of tokens with a checksum or structure of their own; null for other names. */
export function tokenSample(
  random: Random,
  name: string,
  argument: string,
  second: string,
): string | null {
  switch (name) {
    case 'crc': {
      const body = fromLatin1(random.text(base62, 30))
      return `${argument}${String.fromCharCode(...body)}${crc32Base62(body, 0, body.length)}`
    }
    case 'jwt': {
      const header = base64urlOf('{"alg":"HS256","typ":"JWT"}')
      const claims = base64urlOf(`{"sub":"${random.text('0123456789', 10)}","iat":1700000000}`)
      return `${header}.${claims}.${random.text(base64url, 43)}`
    }
    case 'basic-auth':
      return btoa(`me:k7${random.text(base62, 14)}`)
    case 'mnemonic': {
      const words = Number(argument) || 12
      const entropy = Uint8Array.from(random.bytes((words * 4) / 3))
      return phraseOf(entropy, second || 'english')
    }
    case 'electrum':
      return electrumSample(random)
    case 'wif':
      return encodeBase58Check(
        Uint8Array.from([0x80, ...random.bytes(32), ...(argument === 'compressed' ? [1] : [])]),
      )
    case 'xprv':
      // Version, depth, parent, child, chain code, a zero byte and the key.
      return encodeBase58Check(
        Uint8Array.from([
          ...extendedVersion(argument),
          ...random.bytes(41),
          0,
          ...random.bytes(32),
        ]),
      )
    case 'solana': {
      const seed = Uint8Array.from(random.bytes(32))
      const pair = [...seed, ...publicKeyOf(seed)]
      return argument === 'array' ? `[${pair.join(',')}]` : encodeBase58(Uint8Array.from(pair))
    }
    case 'evm-account': {
      const key = `7${random.text(hexDigits, 63)}`
      const address = `0x${addressOf(key)}`
      return argument === 'json' ? `{"${address}": "${key}"}` : `${address}:0x${key}`
    }
    case 'sui-key':
      return btoa(String.fromCharCode(0, ...random.bytes(32)))
    case 'stellar':
      return stellarSeed(random.bytes(32))
    default:
      return null
  }
}

function base64urlOf(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** BIP 32 and SLIP 132. */
function extendedVersion(prefix: string): readonly number[] {
  if (prefix === 'zprv') return [0x04, 0xb2, 0x43, 0x0c]
  if (prefix === 'tprv') return [0x04, 0x35, 0x83, 0x94]
  return [0x04, 0x88, 0xad, 0xe4]
}

/** One phrase in 230 has the version of an Electrum seed. */
function electrumSample(random: Random): string {
  const words = [...wordTable('english').keys()]
  for (;;) {
    const phrase = Array.from({ length: 12 }, () => words[random.int(words.length)]!)
    if (isElectrumSeed(phrase)) return phrase.join(' ')
  }
}
