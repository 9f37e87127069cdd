import { describe, expect, test } from 'vitest'
import { isArmorLine } from '../../../src/detect/filters/armor.ts'
import { readContext } from '../../../src/detect/context.ts'
import { seeded } from '../../helpers/seeded.ts'

const random = seeded('armor')
const alike = random.base62(64)
const line = (): string => `${random.base64(62)}+/`

function judge(text: string): boolean {
  const bytes = new TextEncoder().encode(text)
  const start = text.indexOf(alike)
  return isArmorLine(readContext(bytes, start, start + alike.length))
}

describe('isArmorLine', () => {
  test.each([
    ['in the middle', `${line()}\n${alike}\n${line()}\n`],
    ['behind the opening', `-----BEGIN PGP SIGNATURE-----\n\n${alike}\n${alike}\n`],
    ['before a short last line', `${alike}\n${random.base64(30)}==\n`],
    ['in a commit header', `gpgsig -----BEGIN PGP SIGNATURE-----\n \n ${alike}\n ${line()}\n`],
    ['behind one that begins with +', `+${random.base62(63)}\n${alike}\n`],
    ['in a patch', `+${line()}\n+${alike}\n+${line()}\n`],
    ['in quoted strings', `"${line()}" +\n"${alike}" +\n"${line()}"`],
    ['with escaped breaks', String.raw`"-----BEGIN KEY-----\n${line()}\n${alike}\n${line()}\n"`],
    ['two lines away from a telling one', `${line()}\n${random.base62(64)}\n${alike}\n`],
  ])('a line %s is armor', (_, text) => {
    expect(judge(text)).toBe(true)
  })

  test.each([
    ['two bare lines', `${alike}\n${random.base62(64)}\n`],
    ['a named value', `api_key = "${alike}"\n${line()}\n`],
    ['two arguments on lines of their own', `f(\n  "${random.base64(53)}+x/",\n  "${alike}",\n)`],
    ['a value between words', `key:\n${alike}\nsecret:\n`],
  ])('%s are not', (_, text) => {
    expect(judge(text)).toBe(false)
  })
})
