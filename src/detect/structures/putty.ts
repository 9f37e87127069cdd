import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const maxFile = 16 * 1024
const format =
  /^PuTTY-User-Key-File-[23]: [\w@.-]+\r?\nEncryption: ([\w-]+)\r?\n(?:[^\n]*\n){1,400}?Private-Lines: \d+\r?\n((?:[A-Za-z0-9+/=]+\r?\n)+)Private-(?:MAC|Hash): [0-9a-f]+/

/**
 * A PuTTY private key file, plain or with a passphrase.
 *
 * @see PuTTY's documentation, appendix C (PPK file format)
 */
export const putty: Structure = {
  name: 'putty',
  literals: ['PuTTY-User-Key-File-'],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const found = format.exec(latin1(bytes, at, at + maxFile))
    if (found === null) return null
    return {
      start: at,
      end: at + found[0].length,
      value: found[0].replaceAll('\r', ''),
      kind: found[1] === 'none' ? 'plain' : 'encrypted',
      evidence: [],
    }
  },
}
