import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { ScanError } from '../../src/model/errors.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'

/** As a caller without types has it. */
const { render, scan, scanHistory, scanText } = library as unknown as Record<
  'render' | 'scan' | 'scanHistory' | 'scanText',
  (...args: readonly unknown[]) => unknown
>
const text = binanceEnv(binancePair('library'))
const result = library.scanText(text)

async function failure(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(ScanError)
    expect(error).toMatchObject({ code: 'usage' })
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}

test.each([
  [() => scan(['/x']), 'scan takes an object, scan({ paths: … }), not a list.'],
  [() => scan('/x'), 'scan takes an object, scan({ paths: … }), not a string.'],
  [() => scan(), 'scan takes an object, scan({ paths: … }), not undefined.'],
  [() => scan({}), 'scan needs the option paths.'],
  [() => scan({ paths: '/x' }), 'scan: paths must be a list of strings, not a string.'],
  [() => scan({ path: ['/x'] }), 'scan has no option "path"; there are paths, root, include,'],
  [() => scan({ paths: ['.'], rules: ['a.yaml'] }), 'rules must be a list of rules, as loadRules'],
  [() => scanHistory('.'), 'scanHistory takes an object, scanHistory({ repository: … }), not a'],
  [() => scanHistory({ repository: 3 }), 'repository must be a string, not a number.'],
  [() => scanText({ text }), 'scanText takes a string or a Uint8Array, not an object.'],
  [() => render(result, 'json'), 'render takes the format first, then the result:'],
  [() => render('pdf', result), 'render: the format must be one of terminal, json, sarif,'],
  [() => render('json', scan({ paths: ['package.json'] })), '(await it first), not an object.'],
  [() => render('json', '{}'), 'render takes the result of a scan (await it first), not a string.'],
  [() => render('json', result, 'low'), 'render takes an object'],
  [() => render('json', result, { minConfidence: 'lo' }), 'minConfidence must be one of high,'],
  [() => render('html', result, { showSecrets: true }), 'secrets cannot be shown in a html report'],
])('wrong arguments are one sentence: %s', async (work, message) => {
  const said = await failure(work)
  expect(said).toContain(message)
  expect(said).not.toContain('\n')
})

test('no message holds what may be a secret', async () => {
  expect(await failure(() => scan(text))).not.toContain(text.slice(20, 40))
})

test('defaults are enough', async () => {
  const { findings, coverage } = await library.scan({ paths: ['package.json'], jobs: 1 })
  expect([findings, coverage.files]).toEqual([[], 1])
  expect(await library.render('terminal', result)).toContain('Binance API key')
  const json = await library.render('json', result, { minConfidence: 'low' })
  expect(library.parseReport(JSON.parse(json)).findings).toHaveLength(1)
})
