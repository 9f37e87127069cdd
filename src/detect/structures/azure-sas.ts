import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 400
const signature = /^[&?]sig=((?:[A-Za-z0-9]|%2[BbFf]|[+/]){40,60}(?:%3[Dd]|=))/

/**
 * A shared access signature: 32 bytes in base64, percent-escaped, among the parameters that say what it allows.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-sas-overview
 */
export const azureSas: Structure = {
  name: 'azure-sas',
  literals: ['&sig=', '?sig='],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const found = signature.exec(latin1(bytes, at, at + 120))
    if (found === null) return null
    const value = found[1]!
    const end = at + found[0].length
    const around = `${latin1(bytes, at - reach, at)} ${latin1(bytes, end, end + reach)}`
    if (!/[?&](?:amp;)?sv=\d{4}-\d\d-\d\d/.test(around) || !/[?&](?:amp;)?se=\d{4}/.test(around)) {
      return null
    }
    return { start: end - value.length, end, value, kind: 'sas', evidence: [] }
  },
}
