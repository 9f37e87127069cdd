const lowerCase = /[a-z]/
const upperCase = /[A-Z]/
const letter = /[A-Za-z]/

/** True when the letters from `start` to `end` stand alone, or capitals say that they are a part of a name. */
export function isHump(text: string, start: number, end: number): boolean {
  const first = text[start]!
  const second = text[start + 1]!
  const before = text[start - 1] ?? ''
  const behind = text[end] ?? ''
  if (letter.test(before) && !(lowerCase.test(before) && upperCase.test(first))) return false
  if (!letter.test(behind)) return true
  if (!upperCase.test(behind)) return false
  return lowerCase.test(second) || lowerCase.test(text[end + 1] ?? '')
}
