import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readInputs, readToken } from '../../src/action/inputs.ts'

interface Metadata {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default: string }>
  >
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: { readonly using: string; readonly main: string }
}

const file = new URL('../../action.yml', import.meta.url)
const metadata = parse(readFileSync(file, 'utf8')) as Metadata

describe('action.yml', () => {
  test('runs the bundle on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/action.js' })
    expect(Object.keys(metadata.outputs)).toEqual(['findings', 'new', 'sarif'])
  })

  test('describes every input that is read, and no other; its defaults are those of the code', () => {
    const read = new Set<string>()
    const env = new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_target, name) => {
          read.add(
            String(name)
              .replace(/^INPUT_/, '')
              .toLowerCase(),
          )
          return undefined
        },
      },
    )
    const withoutDefaults = readInputs(env)
    readToken(env)
    expect([...read].toSorted()).toEqual(Object.keys(metadata.inputs).toSorted())

    const given = Object.entries(metadata.inputs).map(([name, input]) => {
      expect(input.description).toMatch(/\.$/)
      return [`INPUT_${name.toUpperCase()}`, input.default]
    })
    expect(readInputs(Object.fromEntries(given) as Record<string, string>)).toEqual(withoutDefaults)
  })
})

describe('inputs', () => {
  test('are trimmed, split and checked', () => {
    const inputs = readInputs({
      INPUT_RULES: ' a.yaml \r\n\n b.yaml',
      'INPUT_FAIL-ON': 'HIGH',
      INPUT_COMMENT: 'False',
    })
    expect(inputs).toMatchObject({ rules: ['a.yaml', 'b.yaml'], failOn: 'high', comment: false })
    expect(() => readInputs({ INPUT_VERIFY: '1' })).toThrow(
      'The input verify must be true or false',
    )
  })
})
