import { isKeyPair } from '../../bytes/ed25519.ts'
import { encodeBase58 } from '../../bytes/base58.ts'
import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const count = 64
const maxList = 1000

/** A list of 64 byte values between brackets, whose second half is the Ed25519 public key of the first. */
export function findKeyPair(bytes: Uint8Array, start: number, end: number): StructureMatch | null {
  if (end - start > maxList) return null
  const before = latin1(bytes, start - 1, start)
  const behind = latin1(bytes, end, end + 1)
  if (!/[[{(]/.test(before) || !/[\]})]/.test(behind)) return null
  const list = latin1(bytes, start, end).trim().replace(/,$/, '').split(',')
  if (list.length !== count) return null
  const pair = new Uint8Array(count)
  for (const [index, item] of list.entries()) {
    const text = item.trim()
    if (!/^\d{1,3}$/.test(text) || Number(text) > 255) return null
    pair[index] = Number(text)
  }
  if (!isKeyPair(pair)) return null
  return { start, end, value: encodeBase58(pair), kind: 'solana', evidence: [] }
}

/**
 * A Solana key pair as its tools write it: a JSON array of 64 numbers. Found by a probe of its own
 * (`collect-lists.ts`); the value is the same pair in base58.
 *
 * @see https://solana.com/docs/intro/installation#create-wallet
 */
export const solanaArray: Structure = { name: 'solana-array', literals: [], match: () => null }
