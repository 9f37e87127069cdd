import { decodeBase58, decodeBase58Check, encodeBase58, hexBytes } from '../bytes/base58.ts'
import { ethereumAddress } from '../bytes/ethereum-address.ts'
import { legacyAddress, segwitAddress } from '../bytes/wallet-address.ts'
import type { Finding, PublicIdentity } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import {
  fingerprintOf,
  firstBitcoinAddress,
  firstEthereumAddress,
  masterKey,
  publicKeyOf,
} from './public-keys.ts'

/** Deriving from a phrase takes 2 ms: thousands of them are no wallets of anybody. */
const maxDerived = 1_000

/**
 * Adds to wallet findings the public address that belongs to the key, so that a team can look for funds without
 * touching it. Offline. Findings without secrets in hand stay as they are.
 */
export function addPublicIdentities(result: ScanResult): ScanResult {
  let left = maxDerived
  const findings = result.findings.map((finding): Finding => {
    const derive = derivers[finding.rule]
    const value = finding.secrets[0].secret?.reveal('derive-public')
    if (derive === undefined || value === undefined || left === 0) return finding
    left--
    const identities = tryDerive(derive, value)
    return identities.length === 0 ? finding : { ...finding, identities }
  })
  return { ...result, findings }
}

type Derive = (value: string) => readonly PublicIdentity[]

/** Rules are data and may match what is no key after all. */
function tryDerive(derive: Derive, value: string): readonly PublicIdentity[] {
  try {
    return derive(value)
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

const derivers: Readonly<Record<string, Derive>> = {
  'evm-private-key': (value) => {
    const hex = value.replace(/^0x/i, '')
    if (!/^[0-9a-f]{64}$/i.test(hex)) return []
    return [
      { label: 'Ethereum address', value: ethereumAddress(publicKeyOf(hexBytes(hex), false)) },
    ]
  },
  'bitcoin-wif': (value) => {
    const payload = checked(value)
    if (payload === null || payload[0] !== 0x80) return []
    const isCompressed = payload.length === 34
    const publicKey = publicKeyOf(payload.subarray(1, 33), isCompressed)
    const legacy = { label: 'Bitcoin address', value: legacyAddress(publicKey, 0) }
    if (!isCompressed) return [legacy]
    return [{ label: 'Bitcoin address', value: segwitAddress(publicKey) }, legacy]
  },
  'extended-private-key': (value) => {
    const payload = checked(value)
    if (payload === null || payload.length !== 78) return []
    const key = { key: payload.subarray(46, 78), chainCode: payload.subarray(13, 45) }
    return [{ label: 'key fingerprint', value: fingerprintOf(key) }]
  },
  'wallet-mnemonic': (value) => {
    const master = masterKey(value)
    return [
      { label: 'Ethereum address', value: firstEthereumAddress(master) },
      { label: 'Bitcoin address', value: firstBitcoinAddress(master) },
    ]
  },
  'solana-key-pair': solanaAddress,
  'solana-private-key': solanaAddress,
}

function solanaAddress(value: string): readonly PublicIdentity[] {
  const bytes = latin1Bytes(value)
  const pair = decodeBase58(bytes, 0, bytes.length)
  if (pair === null || pair.length !== 64) return []
  return [{ label: 'Solana address', value: encodeBase58(pair.subarray(32)) }]
}

function checked(value: string): Uint8Array | null {
  const bytes = latin1Bytes(value)
  return decodeBase58Check(bytes, 0, bytes.length)
}

function latin1Bytes(value: string): Uint8Array {
  return Buffer.from(value, 'latin1')
}
