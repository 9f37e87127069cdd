import { latin1 } from '../../bytes/text.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

const leftReach = 18
const rightReach = 8
/** The words that a name of a private key, or what decodes one, is made of. */
const named = /key|secret|priv|wallet|pair|signer|payer|authority|base58|bs58|decode|sol/i
const lineBefore = /(?:^|\n)[ \t"'`[-]*$/
const lineBehind = /^["'`,;\]\r]{0,3}[ \t]*(?:$|[\r\n])/

/** A value behind a name that a private key could have, or on a line of its own. */
export const atHand: Check = test((bytes, start, end) => {
  const left = latin1(bytes, start - leftReach, start)
  if (named.test(left)) return true
  if (start > leftReach && !left.includes('\n')) return false
  return lineBefore.test(left) && lineBehind.test(latin1(bytes, end, end + rightReach))
})
