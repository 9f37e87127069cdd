import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { createFixture } from 'fs-fixture'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../src/app/config-parse.ts'
import { prepareScan, readSettings } from '../../src/app/config-prepare.ts'
import { pathFromRoot } from '../../src/app/config-files.ts'
import { patternsFrom, resolveSettings } from '../../src/app/config-settings.ts'

const full = `include: src/
exclude: [vendor/, '*.min.js']
gitignore: false
rules: [rules/own.yaml]
min-confidence: low
fail-on: never
strict: true
baseline: known.yaml
gitleaks-allow: true
jobs: 3
max-memory: 64
allow-paths:
  - paths: [test/]
    rules: [generic-secret]
    reason: made up
`

function read(text: string): ReturnType<typeof parseConfig> {
  return parseConfig(new TextEncoder().encode(text), 'straykey.yaml')
}

describe('parseConfig', () => {
  test('reads every setting, with its line', () => {
    const { values, lines } = read(full)
    expect(values).toEqual({ ...parse(full), include: ['src/'] })
    expect(lines).toMatchObject({ include: 1, strict: 7, 'allow-paths': 12 })
  })

  test('names a merge conflict, and not what it does to YAML', () => {
    const text = 'jobs: 2\n<<<<<<< HEAD\nstrict: true\n=======\nstrict: false\n>>>>>>> topic\n'
    expect(() => read(text)).toThrow(/listed:\n {2}straykey\.yaml:2: a merge conflict is not .*$/)
  })

  test('the published schema knows the same settings', () => {
    const file = new URL('../../schemas/config.schema.json', import.meta.url)
    const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: object }
    const check = new Ajv2020().compile(schema)
    expect(check(parse(full))).toBe(true)
    expect(Object.keys(schema.properties)).toEqual(Object.keys(read(full).values))
    expect(check({ excludes: [] })).toBe(false)
  })

  test('tells all faults at once, each with its line', () => {
    const text = `excludes: []
exclude: ['!a', 3]
jobs: 0
strict: 1
fail-on: sometimes
baseline: []
allow-paths:
  - paths: [a]
  - reason: why
    path: [b]
`
    let message = ''
    try {
      read(text)
    } catch (error) {
      message = String(error)
    }
    const places = [...message.matchAll(/straykey\.yaml:(\d+): (\S+)/g)].map(
      ([, line, word]) => `${line} ${word}`,
    )
    expect(places).toEqual([
      '1 there',
      '2 exclude',
      '3 jobs',
      '4 strict',
      '5 fail-on',
      '6 baseline',
      '8 allow-paths:',
      '9 allow-paths:',
      '10 allow-paths:',
    ])
  })

  test.each([
    ['a bomb of aliases', `a: &a [x, x]\nexclude: [${'*a, '.repeat(50)}*a]\n`, /:1: .*\n.*:2: /],
    ['thousands of brackets', `exclude: ${'['.repeat(50_000)}\n`, /nested too deeply|:1: /],
    ['a key that is there twice', 'jobs: 1\njobs: 2\n', /:2: Map keys must be unique/],
    ['a tag', 'jobs: !!js/function "x"\n', /:1: jobs must be/],
    ['not UTF-8', Buffer.from([0x6a, 0xff, 0xfe]), /not UTF-8/],
    ['a list', '- a\n', /:1: expected/],
    ['megabytes', Buffer.alloc(300_000, 0x0a), /larger than 256 KiB/],
    ['__proto__', '__proto__: 1\n', /there is no setting "__proto__"/],
  ])('refuses %s', (_, text, message) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    expect(() => parseConfig(bytes, 'straykey.yaml')).toThrow(message)
  })

  test('an empty file is a configuration that says nothing', () => {
    expect(read('# nothing\n').values).toEqual({})
  })
})

describe('where settings come from', () => {
  test('the command line wins over the nearest file, which wins over the default', async () => {
    await using tree = await createFixture({
      '.git/HEAD': '',
      'straykey.yaml': 'jobs: 5\nstrict: true\n',
      'a/straykey.yaml': 'jobs: 7\n',
      'a/b/file': '',
    })
    const root = tree.path.replace(/\/$/, '')
    const from = async (start: string, given = {}): Promise<unknown[]> => {
      const place = { root, start: join(root, start), pathsFrom: root }
      const { settings } = await readSettings({ place, given })
      return [settings.jobs, settings.strict]
    }
    expect(await from('a/b')).toEqual([
      { value: 7, origin: { kind: 'file', file: 'a/straykey.yaml', line: 1 } },
      { value: false, origin: { kind: 'default' } },
    ])
    expect(await from('', { jobs: 2 })).toEqual([
      { value: 2, origin: { kind: 'command line' } },
      { value: true, origin: { kind: 'file', file: 'straykey.yaml', line: 2 } },
    ])
  })

  test.each(['../out.yaml', '/etc/passwd', '.git/config', 'a/../../x', 'sub/.GIT/x', '.'])(
    'a configuration cannot name %s',
    (named) => {
      expect(pathFromRoot('', named)).toBeNull()
    },
  )

  test('rule files and baselines of a configuration stay inside of the repository', async () => {
    await using outside = await createFixture({ 'rules.yaml': 'rules: []\n' })
    await using tree = await createFixture({ 'straykey.yaml': 'rules: [linked.yaml]\n' })
    const root = tree.path.replace(/\/$/, '')
    symlinkSync(join(outside.path, 'rules.yaml'), join(root, 'linked.yaml'))
    const place = { root, start: root, pathsFrom: root }
    await expect(prepareScan({ place, given: {} })).rejects.toThrow(/leaves the repository/)
    await tree.writeFile('straykey.yaml', 'baseline: ../known.yaml\n')
    await expect(prepareScan({ place, given: {} })).rejects.toThrow(
      /straykey.yaml:1: baseline names "..\/known.yaml", which is outside/,
    )
  })

  test('allow-paths names rules that are there, whoever brings them', async () => {
    const own = [
      'rules:',
      '  - id: our-token',
      '    title: Our token',
      '    severity: high',
      '    remediation: generic',
      '    token: { alphabet: base62, length: 40, prefix: our_ }',
    ]
    await using tree = await createFixture({ 'own.yaml': own.join('\n') })
    const root = tree.path.replace(/\/$/, '')
    const place = { root, start: root, pathsFrom: root }
    const allow = (rules: string): string =>
      `allow-paths:\n  - paths: [test/]\n    reason: made up\n    rules: ${rules}\n`
    await tree.writeFile('straykey.yaml', allow('[generic-secret,\n      no-such-rule]'))
    await expect(prepareScan({ place, given: {} })).rejects.toThrow(
      /straykey\.yaml:5: allow-paths: there is no rule "no-such-rule"/,
    )
    await expect(
      prepareScan({ place, given: {}, config: join(root, 'straykey.yaml') }),
    ).rejects.toThrow(/straykey\.yaml:5: allow-paths: there is no rule "no-such-rule"/)
    await tree.writeFile('straykey.yaml', allow('our-token'))
    await expect(prepareScan({ place, given: {} })).rejects.toThrow(/:4: .*no rule "our-token"/)
    await tree.writeFile('straykey.yaml', `rules: [own.yaml]\n${allow('our-token')}`)
    const { rules } = await prepareScan({ place, given: {} })
    expect(rules.map(({ id }) => id)).toContain('our-token')
    // With other rules than its own, what the configuration says of them is idle, not wrong.
    await expect(prepareScan({ place, given: { rules: [] } })).resolves.toBeDefined()
  })
})

test('where patterns come from is told by file and line', () => {
  const config = {
    path: 'straykey.yaml',
    folder: '',
    values: { include: ['src/'], exclude: ['*'] },
    lines: { include: 1, exclude: 2 },
  }
  expect(patternsFrom(resolveSettings({}, config))).toBe(
    'include in straykey.yaml:1, exclude in straykey.yaml:2',
  )
  expect(patternsFrom(resolveSettings({ exclude: ['a'] }, config))).toBe(
    'include in straykey.yaml:1, --exclude',
  )
  expect(patternsFrom(resolveSettings({}, null))).toBe('')
})
