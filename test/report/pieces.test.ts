import { describe, expect, test } from 'vitest'
import { render, renderPieces } from '../../src/report/render.ts'
import { manyFindings, plainOptions, sampleFinding, sampleResult } from './sample.ts'

const options = { ...plainOptions, minConfidence: 'low' } as const

/** Formats that list every finding. */
describe.each(['terminal', 'json', 'sarif', 'html', 'csv', 'junit'] as const)('%s', (format) => {
  test('is written a finding at a time, never as one text', async () => {
    const result = sampleResult(manyFindings(300))
    const pieces = [...(await renderPieces(format, result, options))]
    expect(pieces.length).toBeGreaterThanOrEqual(300)
    const whole = pieces.join('')
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(whole.length / 10)
    expect(whole).toBe(await render(format, result, options))
  })

  test.each([0, 1])('holds together with %i findings', async (amount) => {
    const text = await render(format, sampleResult(manyFindings(amount)), options)
    if (format === 'json' || format === 'sarif') JSON.parse(text)
    expect(text).not.toContain('undefined')
    expect(text.endsWith('\n')).toBe(true)
  })
})

test('a stranger who writes as SARIF does is not taken for it', async () => {
  const text = '"results": []'
  const finding = sampleFinding(1, { title: text })
  const change = { notices: [{ code: 'x', detail: text }], target: { kind: 'files', name: text } }
  const log = JSON.parse(await render('sarif', sampleResult([finding], change as never), options))
  expect(log.runs[0].results).toHaveLength(1)
})
