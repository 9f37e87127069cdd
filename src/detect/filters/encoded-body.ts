import type { Context } from '../context.ts'

const openingBehind =
  /(?:base64,|data:[\w/+.-]+[;,]|sha(?:1|224|256|384|512)[-:=]|md5[-:=])["'(]?$/i
const escapedBase64 = /^%(?:2f|2b|3d)/i

const jwtPartBehind = /(?:^|[^\w-])eyJ[\w-]{8,}\.(?:[\w-]+\.)?$/
const jwtPartAhead = /^\.eyJ[\w-]{8,}/

/** The rest of a data URI, of a labelled digest, of a JSON Web Token, or of base64 whose `+`, `/` and `=` are percent-escaped. */
export function isEncodedBody(context: Context): boolean {
  const { left, right } = context
  if (openingBehind.test(left) || escapedBase64.test(right)) return true
  return jwtPartBehind.test(left) || jwtPartAhead.test(right)
}
