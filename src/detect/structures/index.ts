import { pem } from './pem.ts'
import { putty } from './putty.ts'
import type { Structure } from './structure.ts'

/** Every structure, by the name rules use. */
export const structures: ReadonlyMap<string, Structure> = new Map(
  [pem, putty].map((structure) => [structure.name, structure]),
)
