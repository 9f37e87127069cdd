import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 1500
const cipherText = /^"ciphertext\\*"\s*:\s*\\*"([0-9a-f]{64})\\*"/i

/**
 * An Ethereum keystore, version 3: a private key encrypted with a password that can be guessed off line.
 *
 * @see https://github.com/ethereum/wiki/wiki/Web3-Secret-Storage-Definition
 */
export const keystore: Structure = {
  name: 'keystore-v3',
  literals: ['"ciphertext'],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const found = cipherText.exec(latin1(bytes, at, at + 120))
    if (found === null) return null
    const around = latin1(bytes, at - reach, at + reach).toLowerCase()
    const isKeystore = ['"kdf', '"mac', '"cipher', 'kdfparams'].every((name) =>
      around.includes(name),
    )
    if (!isKeystore) return null
    const value = found[1]!
    const start = at + found[0].indexOf(value)
    return { start, end: start + value.length, value, kind: 'encrypted', evidence: [] }
  },
}
