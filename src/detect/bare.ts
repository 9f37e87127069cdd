/** That around it stand values like it and nothing else: then the path alone can say what they are. */
export const bareCode = 'bare'

/** Letters and digits that are no value: shorter than any. */
const shortRun = /(?<![\w+/=.-])(?!0x)[\w+/=.-]{1,19}(?![\w+/=.-])/
/** What stands between the values of a list, on lines of their own or in an array. */
const listed = /^[\w+/=.\s"'`,;[\]-]*$/

/**
 * True when the lines around a value hold long runs of token characters, and what parts the elements of a list. So
 * for keys one to a line, for an array of nothing but keys, and for lists of hashes.
 */
export function isBare(before: string, behind: string): boolean {
  return isList(before) && isList(behind)
}

function isList(text: string): boolean {
  return listed.test(text) && !shortRun.test(text)
}
