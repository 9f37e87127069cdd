import { describe, expect, test } from 'vitest'
import { parseRules } from '../../src/rules/parse.ts'

const good = {
  id: 'sample-key',
  title: 'Sample key',
  severity: 'high',
  token: { alphabet: 'base62', length: [20, 40], prefix: 'sk_' },
  vendorWords: ['sample'],
  fields: ['apikey'],
  remediation: 'generic',
  examples: ['sk_{{base62:32}}'],
  counterExamples: ['sk_test'],
}

function complaints(data: unknown): string[] {
  return parseRules(data, { file: 'my.yaml', lineOf: () => 7 }).diagnostics.map(
    ({ file, line, field, reason }) => `${file}:${line} ${field}: ${reason}`,
  )
}

describe('parseRules', () => {
  test('fills in what a short rule leaves out', () => {
    const { rules, diagnostics } = parseRules({ rules: [good] }, { file: 'my.yaml' })
    expect(diagnostics).toEqual([])
    expect(rules[0]).toMatchObject({
      family: 'sample-key',
      role: 'token',
      base: 20,
      testnetSeverity: null,
      shapes: [{ kind: 'token', minLength: 20, maxLength: 40, prefixes: ['sk_'], sigmas: 4.5 }],
      reject: ['armor', 'ciphertext', 'encoded-body', 'templated'],
    })
    expect(rules[0]!.remediation.length).toBeGreaterThan(2)
    expect(rules[0]!.evidence.map(({ code }) => code)).toEqual([
      'vendor-field',
      'vendor-line',
      'vendor-near',
      'vendor-call',
      'vendor-blob',
      'vendor-path',
      'field',
    ])
  })

  test('takes a bare list too', () => {
    expect(parseRules([good], { file: 'x' }).rules).toHaveLength(1)
  })

  test('names everything that is wrong, at once', () => {
    const bad = {
      ...good,
      id: 'Sample Key',
      severity: 'terrible',
      token: { alphabet: 'klingon', length: [9, 3], colour: 'red' },
      fields: ['API_KEY', 5],
      remediation: 'pray',
      surprise: true,
    }
    expect(complaints([good, bad])).toEqual([
      'my.yaml:7 rules[1].id: expected lower-case words joined by -',
      'my.yaml:7 rules[1].severity: expected one of critical, high, medium, low, info',
      'my.yaml:7 rules[1].token.length: expected a length up to 1024, or [shortest, longest]',
      expect.stringContaining('rules[1].token.alphabet: expected one of base62'),
      'my.yaml:7 rules[1].token.colour: unknown field',
      'my.yaml:7 rules[1].fields: expected text or a list of texts',
      expect.stringContaining('rules[1].remediation: expected a list of steps or one of exchange'),
      'my.yaml:7 rules[1].surprise: unknown field',
    ])
  })

  test('a wrong rule does not take the others with it', () => {
    expect(parseRules([good, { id: 'x' }], { file: 'x' }).rules.map(({ id }) => id)).toEqual([
      'sample-key',
    ])
  })

  test.each([
    [null, 'my.yaml:7 : expected a mapping'],
    [{ rule: [] }, 'my.yaml:7 rule: unknown field'],
    [[3], 'my.yaml:7 rules[0]: expected a mapping'],
    [
      [{ ...good, token: undefined }],
      'rules[0].token: a rule needs a token, a pattern or a structure',
    ],
    [[{ ...good, token: undefined, pattern: { regex: '(' } }], 'rules[0].pattern.regex: '],
  ])('%j', (data, complaint) => {
    expect(complaints(data)).toContainEqual(expect.stringContaining(complaint))
  })
})
