import { describe, expect, test } from 'vitest'
import { addGitleaks } from '../../src/app/gitleaks-rules.ts'
import { allowWaits, assess, judgePath } from '../../src/detect/index.ts'
import type { RuleSpec } from '../../src/model/rule.ts'
import { parseGitleaks } from '../../src/rules/gitleaks.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const token = `acme_${seeded('gitleaks').base62(30)}`
const rule = String.raw`
[[rules]]
id = "acme-token"
description = "An ACME token, may open things."
regex = '''(?i)[\w.-]{0,20}?acme[ \t]*[=:][ \t]*"?(acme_[a-z0-9]{30})\b'''
keywords = ["acme_"]
entropy = 3
`

function load(toml: string, files: Readonly<Record<string, string>> = {}) {
  const rules = new Map<string, RuleSpec>()
  const read = (path: string): string => files[path] ?? ''
  const { diagnostics, warnings } = addGitleaks(rules, 'conf/.gitleaks.toml', toml, read)
  const detector = createDetector([...rules.values()])
  const say = (text: string, path: string): string[] =>
    detector.scan(text).hits.flatMap((hit) => {
      const of = rules.get(hit.rule)!
      const { confidence } = assess(judgePath(hit, of, path), of)
      return confidence === null ? [] : [`${hit.rule} ${confidence}`]
    })
  const reasons = [...diagnostics, ...warnings].map(({ field, reason }) => `${field}: ${reason}`)
  return { rules, say, reasons, detector }
}

const line = `ACME = "${token}"\n`

describe('a rule', () => {
  test('finds the group, with what gitleaks says of it', () => {
    const { rules, say, detector } = load(rule)
    expect(rules.get('acme-token')).toMatchObject({
      title: 'An ACME token',
      imported: 'gitleaks',
      guessable: false,
      shapes: [{ kind: 'pattern', entropy: 3, keywords: ['acme_'] }],
    })
    expect(say(line, 'a.py')).toEqual(['acme-token high'])
    expect(detector.scan(line).hits[0]!.parts[0].value).toBe(token)
    expect(say(`acme = acme_${'a'.repeat(30)}`, 'a.py')).toEqual([])
  })

  test('a password is one that can be guessed', () => {
    const { rules } = load(`[[rules]]\nid = "Pass Word"\nregex = 'password=(.{6,12});'`)
    expect(rules.get('pass-word')).toMatchObject({ guessable: true })
  })

  test('secretGroup, path', () => {
    const toml = `[[rules]]\nid = "two"\nregex = 'key-([a-z]+)-([0-9]+)'\nsecretGroup = 2\npath = '\\.env$'`
    const { say, detector } = load(toml)
    expect(detector.scan('x key-abc-1234 y').hits[0]!.parts[0].value).toBe('1234')
    expect(say('x key-abc-1234 y', 'conf/prod.env')).toEqual(['two high'])
    expect(say('x key-abc-1234 y', 'conf/prod.txt')).toEqual([])
  })

  test('a keyword may stand anywhere in the text', () => {
    const { say } = load(`[[rules]]\nid = "k"\nregex = 'tok-[0-9]{8}'\nkeywords = ["Zebra"]`)
    expect(say('tok-83920174', 'a')).toEqual([])
    expect(say('tok-83920174\n\nzebra', 'a')).toEqual(['k high'])
  })
})

describe('allow lists', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['regexes, of the secret', `regexes = ['^acme_']`, 'a.py', []],
    ['regexes, of the secret only', `regexes = ['ACME']`, 'a.py', ['acme-token high']],
    ['regexes, of the match', `regexTarget = "match"\nregexes = ['^ACME']`, 'a.py', []],
    ['regexes, of the line', `regexTarget = "line"\nregexes = ['# vetted']`, 'a.py', []],
    ['stopwords', `stopwords = ["${token.slice(8, 14).toUpperCase()}"]`, 'a.py', []],
    ['paths', `paths = ['(?i)\\.PY$']`, 'a.py', []],
    ['other paths', `paths = ['\\.js$']`, 'a.py', ['acme-token high']],
    ['AND, both', `condition = "AND"\nregexes = ['^acme_']\npaths = ['\\.py$']`, 'a.py', []],
    [
      'AND, one',
      `condition = "AND"\nregexes = ['^acme_']\npaths = ['\\.py$']`,
      'a.js',
      ['acme-token high'],
    ],
    ['OR, one', `regexes = ['^no']\npaths = ['\\.py$']`, 'a.py', []],
  ])('%s', (_, list, path, said) => {
    const text = `ACME = "${token}" # vetted\n`
    for (const head of ['[[rules.allowlists]]', '[rules.allowlist]']) {
      expect(load(`${rule}\n${head}\n${list}`).say(text, path)).toEqual(said)
    }
    expect(load(`${rule}\n[[allowlists]]\n${list}`).say(text, path)).toEqual(said)
  })

  test('for some rules only', () => {
    const list = `[[allowlists]]\ntargetRules = ["other"]\nregexes = ['^acme_']`
    expect(load(`${rule}\n${list}`).say(line, 'a.py')).toEqual(['acme-token high'])
  })

  test('what waits for the path is told to nobody', () => {
    const { detector } = load(
      `${rule}\n[rules.allowlist]\ncondition = "AND"\npaths = ['x']\nstopwords = ["acme"]`,
    )
    const [hit] = detector.scan(line).hits
    expect(hit!.evidence.filter(({ weight }) => weight === 0)).toEqual([
      { code: allowWaits, weight: 0, detail: '0' },
    ])
  })
})

describe('extend', () => {
  test('another file, from the folder of this one; rules of one id are joined', () => {
    const more = `[extend]\npath = "base.toml"\n[[rules]]\nid = "acme-token"\n[rules.allowlist]\npaths = ['^test/']`
    const { say, reasons } = load(more, { 'conf/base.toml': rule })
    expect(reasons).toEqual([])
    expect(say(line, 'src/a.py')).toEqual(['acme-token high'])
    expect(say(line, 'test/a.py')).toEqual([])
  })

  test('disabledRules', () => {
    const more = `[extend]\npath = "base.toml"\ndisabledRules = ["acme-token", "none"]`
    const { rules, reasons } = load(more, { 'conf/base.toml': rule })
    expect([...rules.keys()]).toEqual([])
    expect(reasons).toEqual(['extend: disabledRules names none, which is no rule here'])
  })

  test('useDefault: the built-in rules stand in, and allow lists hold for them', () => {
    const builtin = load(rule).rules
    const { warnings } = addGitleaks(
      builtin,
      'x.toml',
      `[extend]\nuseDefault = true\n[allowlist]\npaths = ['docs/']`,
      null,
    )
    expect(warnings.map(({ reason }) => reason).join()).toMatch(/not bundled; the built-in rules/)
    expect(builtin.get('acme-token')?.allow).toHaveLength(1)
  })

  test('a circle ends', () => {
    const { reasons } = load(`[extend]\npath = "a.toml"`, {
      'conf/a.toml': `[extend]\npath = "a.toml"`,
    })
    expect(reasons).toEqual(['extend.path: more than 2 configurations extend each other'])
  })
})

describe('what cannot be followed is named, and the rest is used', () => {
  test.each([
    [String.raw`regex = '(a)\1'`, /back-reference/],
    [`regex = '(?:a+)+b'`, /exponential/],
    [`path = '\\.p12$'`, /nothing but paths/],
    [`regex = 'abc'\nentropy = "much"`, /expected a number/],
    [`regex = 'abc'\n[[rules.allowlists]]\nregexes = ['(b+)+c']`, /exponential/],
  ])('%s', (bad, reason) => {
    const { rules, reasons } = load(`[[rules]]\nid = "bad"\n${bad}\n${rule}`)
    expect(reasons.join()).toMatch(reason)
    expect(rules.has('acme-token')).toBe(true)
  })

  test('what is no TOML has a line', () => {
    const { diagnostics } = parseGitleaks('title = "x"\n[[rules]\n', 'x.toml')
    expect(diagnostics).toMatchObject([{ file: 'x.toml', line: 2 }])
  })
})
