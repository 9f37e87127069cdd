import { expect, test } from 'vitest'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import type { Finding } from '../../src/model/finding.ts'
import { exitCode } from '../../src/triage/exit-code.ts'
import type { ExitInput } from '../../src/triage/exit-code.ts'

const complete = new CoverageLog().snapshot()
const holed = new CoverageLog()
holed.skip('unreadable', 'file', 'closed')
const incomplete = holed.snapshot()
const interrupted = { ...complete, interrupted: true }

function finding(state: Finding['state'], confidence: Finding['confidence']) {
  return { state, confidence }
}

function code(options: Partial<ExitInput>): 0 | 1 | 2 {
  return exitCode({
    findings: [],
    coverage: complete,
    failOn: 'medium',
    minConfidence: 'medium',
    strict: false,
    nothingScanned: false,
    ...options,
  })
}

test.each<[string, Partial<ExitInput>, 0 | 1 | 2]>([
  ['nothing found', {}, 0],
  ['a new finding', { findings: [finding('new', 'medium')] }, 1],
  ['a surer one', { findings: [finding('new', 'high')] }, 1],
  ['one below the threshold', { findings: [finding('new', 'low')] }, 0],
  [
    'a lower threshold',
    { findings: [finding('new', 'low')], failOn: 'low', minConfidence: 'low' },
    1,
  ],
  ['one that is not shown', { findings: [finding('new', 'low')], failOn: 'low' }, 0],
  ['a higher threshold', { findings: [finding('new', 'medium')], failOn: 'high' }, 0],
  ['no threshold', { findings: [finding('new', 'high')], failOn: 'never' }, 0],
  ['known ones', { findings: [finding('known', 'high'), finding('suppressed', 'high')] }, 0],
  ['a hole in coverage', { coverage: incomplete }, 0],
  ['a hole under strict', { coverage: incomplete, strict: true }, 2],
  [
    'a hole under strict with findings',
    { coverage: incomplete, strict: true, findings: [finding('new', 'high')] },
    2,
  ],
  ['findings and a hole', { coverage: incomplete, findings: [finding('new', 'high')] }, 1],
  ['interrupted', { coverage: interrupted }, 2],
  ['nothing scanned', { nothingScanned: true }, 2],
])('%s', (_, options, expected) => {
  expect(code(options)).toBe(expected)
})
