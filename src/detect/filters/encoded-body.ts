import type { Context } from '../context.ts'

const openingBehind =
  /(?:base64,|data:[\w/+.-]+[;,]|sha(?:1|224|256|384|512)[-:=]|md5[-:=])["'(]?$/i
const escapedBase64 = /^%(?:2f|2b|3d)/i

/** The rest of a data URI, of a labelled digest, or of base64 whose `+`, `/` and `=` are percent-escaped. */
export function isEncodedBody(context: Context): boolean {
  return openingBehind.test(context.left) || escapedBase64.test(context.right)
}
