import { describe, expect, it } from 'vitest'
import { cutScissors } from '../../src/sources/message.ts'

const line = ' ------------------------ >8 ------------------------\n'

function cut(text: string): string {
  return new TextDecoder().decode(cutScissors(new TextEncoder().encode(text)))
}

describe('the scissors of a commit message', () => {
  it('cut off the diff that git shows below them', () => {
    expect(cut(`fix\n\n# comment\n#${line}# Do not modify\ndiff --git a b\n`)).toBe(
      'fix\n\n# comment\n',
    )
  })

  it('may stand behind another comment character', () => {
    expect(cut(`fix\n;;${line};; Everything below\n\ndiff --cc a\n`)).toBe('fix\n')
  })

  it("are not git's own above anything but comments and a diff: git keeps what stands there", () => {
    const text = `fix\n\n#${line}api_key = x\n`
    expect(cut(text)).toBe(text)
    expect(cut(`fix\n#${line}# only comments\n\n`)).toBe('fix\n')
  })

  it('are no scissors within a line, or without a comment', () => {
    for (const text of [`fix\n${line}more\n`, `fix\na b${line}more\n`, 'fix\n']) {
      expect(cut(text)).toBe(text)
    }
  })
})
