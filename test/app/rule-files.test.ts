import { createFixture } from 'fs-fixture'
import { expect, test } from 'vitest'
import { checkRuleFiles } from '../../src/app/check-rules.ts'
import { loadRules, loadRuleSet } from '../../src/app/rules.ts'

function load(text: string): unknown {
  return loadRules([{ file: 'own.yaml', bytes: new TextEncoder().encode(text) }])
}

test('a bomb of aliases is refused with a sentence', () => {
  const rows = Array.from({ length: 12 }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${at}: &a${at} [${`*a${at - 1}, `.repeat(9)}*a${at - 1}]`,
  )
  expect(() => load(`${rows.join('\n')}\nrules: *a11\n`)).toThrow(
    /own\.yaml: uses too many aliases/,
  )
})

test('what is too large, no YAML or not there is refused with its name', async () => {
  expect(() => load(`# ${'x'.repeat(5 * 1024 * 1024)}`)).toThrow(/own\.yaml is larger than 4 MiB/)
  expect(() => load('rules: [\n')).toThrow(/own\.yaml:\d+: /)
  await using tree = await createFixture({})
  expect(() => loadRules([`${tree.path}gone.yaml`])).toThrow(/gone\.yaml: no such file/)
})

const copy = (id: string): string => `
rules:
  - id: ${id}
    title: Nothing
    severity: low
    pattern: { regex: 'nothing-at-all' }
`

test('a rule cannot take the place of a built-in one, or of one of another file', () => {
  expect(() => load(copy('binance-api-key'))).toThrow(
    /own\.yaml:3: id: binance-api-key is a built-in rule; choose another id/,
  )
  const bytes = new TextEncoder().encode(copy('acme-key'))
  const sources = ['a.yaml', 'b.yaml'].map((file) => ({ file, bytes }))
  expect(() => loadRules(sources)).toThrow(/b\.yaml:3: id: .* also stands in a\.yaml; choose/)
})

test('what a gitleaks configuration does to the built-in rules is told', () => {
  const changes = (text: string): string[] =>
    loadRuleSet([{ file: '.gitleaks.toml', bytes: new TextEncoder().encode(text) }])
      .notices.filter(({ code }) => code === 'rules-changed')
      .map(({ detail }) => detail)
  const own = `[[rules]]\nid = "binance-api-key"\nregex = "nothing-at-all"\n`
  expect(changes(own)).toEqual([
    '.gitleaks.toml replaces, with rules of its own, 1 rule: binance-api-key',
  ])
  const off = `[extend]\nuseDefault = true\ndisabledRules = ["github-token", "npm-token"]\n`
  expect(changes(off)).toEqual(['.gitleaks.toml switches off 2 rules: github-token, npm-token'])
  const allowed = `[extend]\nuseDefault = true\n[[allowlists]]\nregexes = ["."]\n`
  expect(changes(allowed)).toEqual([
    expect.stringMatching(/^\.gitleaks\.toml gives its allow lists to \d{3} rules: all of them$/),
  ])
  expect(changes(own.replace('binance-api-key', 'acme'))).toEqual([])
})

test('what a check finds has its file and line', async () => {
  const text = `
rules:
  - id: acme-key
    title: ACME key
    severity: high
    token: { alphabet: base62, length: 40, prefix: ac_ }
    vendorWords: [acme]
    fields: [key]
    remediation: generic
    references: [https://acme.example]
    examples:
      - ACME_KEY=ac_{{base62:40}}
      - ACME_KEY=ac_{{base26:40}}
`
  for (const [written, line] of [
    [text, 13],
    [text.replace('rules:\n', ''), 12],
  ] as const) {
    await using tree = await createFixture({ 'own.yaml': written })
    const file = tree.getPath('own.yaml')
    const { problems } = await checkRuleFiles([file])
    expect(problems).toEqual([
      `${file}:${line === 13 ? 3 : 2}: acme-key: there is no counter-example`,
      `${file}:${line}: acme-key: example 2 has the unknown placeholder {{base26:40}}`,
    ])
  }
})
