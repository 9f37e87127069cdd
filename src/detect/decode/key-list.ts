import { latin1 } from '../../bytes/text.ts'
import type { Decoded } from './decoded.ts'
import { TextBuilder } from './text-builder.ts'

/** The ends of `privateKey` and `private_key`; few other words hold them. */
export const keyListLiterals: readonly string[] = ['tekey', 'te_key']

/** Of a list that are read: a hundred keys. */
const reach = 8192
const opening =
  /^te_?keys\w{0,10}["'`]?\]?\s{0,8}(?::\s{0,8}\w{0,10}\[\]\s{0,8})?(?:=>|:=|[:=])?\s{0,8}(?:new\s\w{1,10}\[\]\s{0,8})?[[({]?/i
const element =
  /\s{0,40}(?:-\s{1,8})?["'`]?((?:0x)?[0-9a-f]{64})["'`]?[ \t]*(?:,|(?=[\s\])}])|$)(?:[ \t]*(?:\/\/|#)[^\n]{0,200})?/iy

/** True where a literal is part of `privateKeys`, not of `privateKey`. */
export function namesKeyList(bytes: Uint8Array, at: number): boolean {
  return /^private_?keys/i.test(latin1(bytes, at - 5, at + 7))
}

/**
 * A list of private keys as an assignment of each: behind the first, digits without `0x` have no name near enough to
 * be told from a hash by. Null where there is no list of two or more.
 *
 * @param at where one of `keyListLiterals` stands
 */
export function readKeyList(bytes: Uint8Array, at: number): Decoded | null {
  const text = latin1(bytes, at, at + reach)
  const start = opening.exec(text)
  if (start === null) return null
  const builder = new TextBuilder()
  element.lastIndex = start[0].length
  let count = 0
  let end = at
  for (let match = element.exec(text); match !== null; match = element.exec(text)) {
    const key = at + match.index + match[0].indexOf(match[1]!)
    end = key + match[1]!.length
    builder.write('private_key = "', key)
    builder.copy(bytes, key, end)
    builder.write('";\n', end)
    count++
  }
  return count < 2 ? null : builder.take('list', end)
}
