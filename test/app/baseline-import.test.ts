import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { matchImports, parseImport } from '../../src/app/baseline-import.ts'
import { scanText } from '../../src/app/scan-text.ts'
import type { Finding } from '../../src/model/finding.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'

const pairs = ['one', 'two', 'three'].map(binancePair)
const findings: Finding[] = pairs.flatMap(
  (pair, index) => scanText(binanceEnv(pair), { name: `conf/${index}.env` }).findings,
)

function match(text: string): { paths: string[]; reasons: string[]; unmatched: number } {
  const { matched, unmatched } = matchImports(findings, parseImport(text, 'imported'))
  return {
    paths: [...matched.keys()].map((finding) => finding.occurrences[0].path),
    reasons: [...matched.values()],
    unmatched,
  }
}

test('.gitleaksignore: path and line, with or without commit, comments left out', () => {
  const text = `# known
conf/0.env:generic-api-key:2   # the secret's line
${'a'.repeat(40)}:conf/1.env:generic-api-key:1

conf/2.env:generic-api-key:9
C:\\other\\file:rule:1
`
  expect(match(text)).toEqual({
    paths: ['conf/0.env', 'conf/1.env'],
    reasons: Array(2).fill('imported from .gitleaksignore (generic-api-key)'),
    unmatched: 2,
  })
  expect(() => parseImport('a:b\n', 'ignore')).toThrow(/ignore:1: expected/)
})

test('a gitleaks report: by the secret it holds, by the line when it is redacted', () => {
  const item = (index: number, more: object): object => ({
    RuleID: 'r',
    File: `conf/${index}.env`,
    StartLine: 1,
    Commit: '',
    ...more,
  })
  const text = JSON.stringify([
    item(0, { Secret: pairs[0]?.secret, StartLine: 77 }),
    item(1, { Secret: 'REDACTED' }),
    item(2, { Secret: pairs[0]?.secret, StartLine: 77 }),
  ])
  expect(match(text)).toMatchObject({ paths: ['conf/0.env', 'conf/1.env'], unmatched: 1 })
  expect(() => parseImport('[{}]', 'g.json')).toThrow(/g.json: \[0\] has no File/)
})

test('a baseline of detect-secrets: by the hash of the value', () => {
  const hashed = (value: string | undefined): string =>
    createHash('sha1')
      .update(value ?? '')
      .digest('hex')
  const text = JSON.stringify({
    version: '1.5.0',
    results: {
      'conf/0.env': [{ hashed_secret: hashed(pairs[0]?.key), line_number: 40, is_secret: false }],
      'conf/1.env': [{ hashed_secret: hashed('x'), line_number: 40 }],
    },
  })
  expect(match(text)).toEqual({
    paths: ['conf/0.env'],
    reasons: ['imported from detect-secrets (audited: no secret)'],
    unmatched: 1,
  })
  expect(() => parseImport('{}', 'd.json')).toThrow(/d.json is neither/)
  expect(() => parseImport('{"a', 'd.json')).toThrow(/d.json is not well-formed JSON/)
})
