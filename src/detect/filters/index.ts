import type { Context } from '../context.ts'
import { isArmorLine } from './armor.ts'
import { isCiphertext } from './ciphertext.ts'
import { isEncodedBody } from './encoded-body.ts'
import { isTemplated } from './templated.ts'

export type Filter = (context: Context) => boolean

/** The filter that drops, among others, labelled digests: those of tokens go before they are candidates. */
export const encodedBody = 'encoded-body'

/** Filters that drop a candidate for what stands around it. Rules name them in `reject`. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['armor', isArmorLine],
  ['ciphertext', isCiphertext],
  [encodedBody, isEncodedBody],
  ['templated', isTemplated],
])
