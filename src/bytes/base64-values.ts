/** Value of each base64 or base64url digit by byte; -1 for other bytes. */
export const base64Values: Int8Array = makeValues()

function makeValues(): Int8Array {
  const table = new Int8Array(256).fill(-1)
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let value = 0; value < digits.length; value++) table[digits.charCodeAt(value)] = value
  table['-'.charCodeAt(0)] = 62
  table['_'.charCodeAt(0)] = 63
  return table
}
