// Writes what report.mjs measures, a report and a baseline that knows all of it: node report-data.mjs FOLDER FINDINGS
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderPieces } from '../src/report/render.ts'
import { formatBaseline } from '../src/triage/baseline.ts'
import { seeded } from '../test/helpers/seeded.ts'
import { historyFinding, manyFindings, plainOptions, sampleResult } from '../test/report/sample.ts'

const [folder = '.', amount = '10000'] = process.argv.slice(2)
const random = seeded('bench')
const findings = manyFindings(Number(amount)).map((finding, index) => {
  const { occurrences, occurrenceCount } = historyFinding(`place-${index}`)
  const id = `${random.hex(24)}-${random.hex(24)}`
  return { ...finding, id, confidence: 'high' as const, occurrences, occurrenceCount }
})

const pieces = await renderPieces('json', sampleResult(findings), plainOptions)
writeFileSync(join(folder, 'report.json'), [...pieces].join(''))

const entries = findings.map(({ id, rule }, index) => ({
  fingerprint: id,
  rule,
  reason: index % 3 === 0 ? 'test data' : '',
  until: index % 5 === 0 ? '2099-12-31' : null,
  line: 0,
}))
writeFileSync(join(folder, 'baseline.yaml'), formatBaseline({ salt: random.hex(32), entries }))
