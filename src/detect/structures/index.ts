import { assignedPassphrase } from './assigned-passphrase.ts'
import { assignedPassword } from './assigned-password.ts'
import { azureSas } from './azure-sas.ts'
import { commandPassword } from './command-password.ts'
import { djangoSecret } from './django-secret.ts'
import { keystore } from './keystore.ts'
import { loginPassword } from './login-password.ts'
import { mnemonic } from './mnemonic.ts'
import { namedValue } from './named-value.ts'
import { pem } from './pem.ts'
import { putty } from './putty.ts'
import { urlPassword } from './url-password.ts'
import { solanaArray } from './solana-array.ts'
import type { Structure } from './structure.ts'

/** Every structure, by the name rules use. */
export const structures: ReadonlyMap<string, Structure> = new Map(
  [
    assignedPassphrase,
    assignedPassword,
    azureSas,
    commandPassword,
    djangoSecret,
    keystore,
    loginPassword,
    mnemonic,
    namedValue,
    pem,
    putty,
    solanaArray,
    urlPassword,
  ].map((structure) => [structure.name, structure]),
)
