import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 1500
const cipherText = /"ciphertext\\*"\s*:\s*\\*"([0-9a-f]{64})\\*"/i

/**
 * An Ethereum keystore, version 3: a private key encrypted with a password that can be guessed off line.
 *
 * @see https://github.com/ethereum/wiki/wiki/Web3-Secret-Storage-Definition
 */
export const keystore: Structure = {
  name: 'keystore-v3',
  literals: ['"kdfparams'],
  reach: [reach, reach],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const from = Math.max(0, at - reach)
    const around = latin1(bytes, from, at + reach)
    const found = cipherText.exec(around)
    if (found === null || !['"kdf', '"mac', '"cipher'].every((name) => around.includes(name))) {
      return null
    }
    const value = found[1]!
    const start = from + found.index + found[0].indexOf(value)
    return { start, end: start + value.length, value, kind: 'encrypted', evidence: [] }
  },
}
