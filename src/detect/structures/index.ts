import { azureSas } from './azure-sas.ts'
import { namedValue } from './named-value.ts'
import { pem } from './pem.ts'
import { putty } from './putty.ts'
import { urlPassword } from './url-password.ts'
import type { Structure } from './structure.ts'

/** Every structure, by the name rules use. */
export const structures: ReadonlyMap<string, Structure> = new Map(
  [azureSas, namedValue, pem, putty, urlPassword].map((structure) => [structure.name, structure]),
)
