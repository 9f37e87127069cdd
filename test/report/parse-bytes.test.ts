import { describe, expect, test } from 'vitest'
import { ScanError } from '../../src/model/errors.ts'
import { parseReport, render } from '../../src/report/index.ts'
import { parseReportBytes, ReportSyntaxError } from '../../src/report/parse.ts'
import { findLists } from '../../src/report/split-json.ts'
import { seeded } from '../helpers/seeded.ts'
import { manyFindings, plainOptions, sampleFinding, sampleResult } from './sample.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

async function report(): Promise<string> {
  const odd = sampleFinding('odd', { title: 'quotes " and \\ and ] } , [ { and \u2028 …' })
  const findings = [odd, ...manyFindings(20)]
  return render('json', sampleResult(findings), plainOptions)
}

describe('a report read one finding at a time', () => {
  test('is the same as one read whole, however it is laid out', async () => {
    const text = await report()
    const data = JSON.parse(text) as object
    const whole = parseReport(data)
    expect(whole.findings).toHaveLength(21)
    const turned = Object.fromEntries(Object.entries(data).toReversed())
    for (const again of [text, JSON.stringify(data), ` \n${JSON.stringify(turned, null, '\t')}`]) {
      expect(parseReportBytes(bytesOf(again)).result).toEqual(whole)
    }
  })

  test('cut anywhere it is refused, never read as less', async () => {
    const bytes = bytesOf(await report())
    const random = seeded('cuts')
    for (let i = 0; i < 300; i++) {
      const cut = bytes.subarray(0, random.int(bytes.length - 2))
      expect(() => parseReportBytes(cut)).toThrow(ReportSyntaxError)
    }
  })

  test('with one byte changed it is read or refused, and a fault has its place', async () => {
    const bytes = bytesOf(await report())
    const random = seeded('changes')
    for (let i = 0; i < 300; i++) {
      const changed = bytes.slice()
      changed[random.int(bytes.length)] = random.pick([0x22, 0x7b, 0x5d, 0x2c, 0x5c, 0x00, 0x41])
      try {
        expect(parseReportBytes(changed).result.findings.length).toBeGreaterThan(0)
      } catch (error) {
        if (error instanceof ScanError) continue
        if (!(error instanceof ReportSyntaxError)) throw error
        expect(error.offset).toBeLessThanOrEqual(bytes.length)
      }
    }
  })

  test.each([
    ['}, ', 'a brace for a bracket'],
    [' 1], ', 'no comma'],
    ['], ], ', 'a bracket too many'],
  ])('a list that ends in %j is refused: %s', async (end) => {
    const text = (await report()).replace(/\],\s+"rules"/, `${end}"rules"`)
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(() => parseReportBytes(bytesOf(text))).toThrow(ReportSyntaxError)
  })

  test('another version is named before anything else is', async () => {
    const text = (await report()).replace('report/v1', 'report/v2').replace('"rule"', '"regel"')
    expect(() => parseReportBytes(bytesOf(text))).toThrow(/has the schema straykey\/report\/v2/)
  })

  test('what is damaged is named by its place', async () => {
    const data = JSON.parse(await report()) as { findings: { severity: string }[] }
    data.findings[3]!.severity = 'dire'
    expect(() => parseReportBytes(bytesOf(JSON.stringify(data)))).toThrow(
      /findings\[3\]\.severity should be one of/,
    )
  })
})

describe('an end before its start is refused', () => {
  type Place = Record<string, unknown>
  const changed = async (change: (place: Place) => void): Promise<() => unknown> => {
    const text = await render('json', sampleResult([sampleFinding('one')]), plainOptions)
    const data = JSON.parse(text) as { findings: [{ occurrences: [Place] }] }
    change(data.findings[0].occurrences[0])
    return () => parseReport(data)
  }

  test.each([
    ['the span', { span: [9, 1] }, /occurrences\[0\]\.span should be two offsets/],
    ['a span of one', { span: [9] }, /occurrences\[0\]\.span should be two offsets/],
    ['the line', { line: 12, endLine: 11 }, /endLine should be a whole number of at least 12/],
    ['the column', { column: 14, endColumn: 2 }, /endColumn should be a whole number of at/],
  ])('%s', async (_, change, message) => {
    expect(await changed((place) => void Object.assign(place, change))).toThrow(message)
  })

  test('a later line may end in an earlier column, and a span may be empty or absent', async () => {
    const later = await changed((place) => void Object.assign(place, { endLine: 13, endColumn: 1 }))
    expect(later).not.toThrow()
    expect(await changed((place) => void Object.assign(place, { span: [7, 7] }))).not.toThrow()
    expect(await changed((place) => void delete place['span'])).not.toThrow()
  })
})

test('lists are found only at the top level, and a comma too many is left to the parser', () => {
  const elements = (text: string): unknown => {
    const bytes = bytesOf(text)
    const list = findLists(bytes, ['a'])?.get('a')
    return list?.elements.map(([start, end]) => new TextDecoder().decode(bytes.slice(start, end)))
  }
  expect(elements('{"b": {"a": [1]}, "a": [ {"x": "]"} , 2,"s" ] }')).toEqual([
    '{"x": "]"}',
    '2',
    '"s"',
  ])
  expect(elements('{"a": [1,]}')).toEqual(['1', ''])
  expect(elements('{"a": []}')).toBeUndefined()
  expect(findLists(bytesOf('[{"a": [1]}]'), ['a'])).toBeNull()
})
