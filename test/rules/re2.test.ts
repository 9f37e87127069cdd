import { describe, expect, test } from 'vitest'
import { translateRe2 } from '../../src/rules/re2.ts'

function regex(source: string): RegExp {
  const translated = translateRe2(source)
  if ('problem' in translated) throw new Error(translated.problem)
  return new RegExp(translated.pattern, translated.flags)
}

describe('translateRe2', () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ['a flag for all', '(?i)key', ['KEY', 'kEy'], ['k y']],
    ['a flag from here on', 'FLW-(?i)[a-h]x', ['FLW-BX', 'FLW-bx'], ['flw-bx']],
    ['a scoped flag', '(?i:a)b', ['Ab', 'ab'], ['aB']],
    ['a flag taken back', '(?i)x(?-i:[Aa]pi|API)y', ['XApiY', 'xAPIy'], ['xaPIy']],
    ['a class under a scoped flag', '(?i:[a-c])[^d]', ['Ce'], ['Dd', 'Cd']],
    ['dot and line feeds', 'a.b', ['a\rb', 'a\u00ffb'], ['a\nb']],
    ['(?s)', '(?s)a.b', ['a\nb'], []],
    ['(?s:.)', 'a(?s:.)b.c', ['a\nb-c'], ['a\nb\nc']],
    ['named groups', '(?P<one>a)(?<two>b)', ['ab'], []],
    ['the ends of the text', String.raw`\Aa\z`, ['a'], ['a\n', 'ba']],
    ['$ is the end, not the last line', 'a$', ['a'], ['a\n', 'a\nb']],
    ['(?m)', '(?m)^a$', ['x\na\ny'], ['xa']],
    ['POSIX classes', 'x[[:alpha:]_][[:^digit:]]', ['xb-', 'x_z'], ['x1-', 'xb1']],
    ['\\s is ASCII', String.raw`a\sb`, ['a b', 'a\fb'], ['a\u00a0b', 'a\vb']],
    ['a class that holds classes', String.raw`[\w.\-\s]x`, ['-x', ' x'], ['+x']],
    ['a bracket in a class', '[[\\]]x', ['[x', ']x'], ['x']],
    ['quoted', String.raw`\Qa.b\E.`, ['a.b!'], ['axb!']],
    ['a brace that counts nothing', String.raw`\${\d+}`, ['${12}'], ['12']],
    ['hex', String.raw`\x60\x{41}`, ['`A'], []],
    ['(?U)', '(?U)a+b', ['ab'], []],
    ['letters beyond ASCII are their bytes', '\u00fc+', ['\u00c3\u00bc'.repeat(2)], ['\u00fc']],
  ])('%s', (_, source, matching, others) => {
    for (const text of matching) expect([text, regex(source).test(text)]).toEqual([text, true])
    for (const text of others) expect([text, regex(source).test(text)]).toEqual([text, false])
  })

  test('lazy and greedy change places under (?U)', () => {
    expect(regex('(?U)a+').exec('aaa')?.[0]).toBe('a')
    expect(regex('(?U)a+?').exec('aaa')?.[0]).toBe('aaa')
  })

  test.each([
    [String.raw`(a)\1`, String.raw`RE2 has no back-reference \1`],
    ['(?=a)', '(?=a) is not RE2'],
    [String.raw`\p{Greek}`, String.raw`the Unicode class \p is not known`],
    ['[\u00fc]', 'a class holds characters beyond ASCII'],
    ['(a', 'a group is not closed'],
    ['a)', 'a ) closes nothing'],
    ['[a', 'a class is not closed'],
  ])('%s is named', (source, problem) => {
    expect(translateRe2(source)).toEqual({ problem })
  })
})
