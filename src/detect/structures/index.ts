import { namedValue } from './named-value.ts'
import { pem } from './pem.ts'
import { putty } from './putty.ts'
import type { Structure } from './structure.ts'

/** Every structure, by the name rules use. */
export const structures: ReadonlyMap<string, Structure> = new Map(
  [pem, putty, namedValue].map((structure) => [structure.name, structure]),
)
