import { createFixture } from 'fs-fixture'
import { expect, test } from 'vitest'
import { loadRules } from '../../src/app/rules.ts'

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
  expect(() => loadRules([`${tree.path}gone.yaml`])).toThrow(/gone\.yaml \(ENOENT\)/)
})
