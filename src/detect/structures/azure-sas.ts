import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const reach = 600
const signature = /[&?;]sig=((?:[A-Za-z0-9]|%2[BbFf]|[+/]){40,60}(?:%3[Dd]|=))/

/**
 * A shared access signature behind an address of Azure storage: 32 bytes in base64, percent-escaped, among the
 * parameters that say what it allows.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-sas-overview
 */
export const azureSas: Structure = {
  name: 'azure-sas',
  literals: ['.core.windows.net'],
  reach: [0, reach],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const address = /^[^\s"'`<>]*/.exec(latin1(bytes, at, at + reach))![0]
    const found = signature.exec(address)
    if (found === null) return null
    if (!/[?&;]sv=\d{4}-\d\d-\d\d/.test(address) || !/[?&;]se=\d{4}/.test(address)) return null
    const value = found[1]!
    const end = at + found.index + found[0].length
    return { start: end - value.length, end, value, kind: 'sas', evidence: [] }
  },
}
