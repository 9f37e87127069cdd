// Reads a baseline, applies it to findings that are in memory and prints what that cost; started by report.mjs.
import { applyBaseline } from '../src/triage/baseline.ts'
import { readBaseline } from '../src/triage/baseline-file.ts'
import { parseReportBytes } from '../src/report/parse.ts'
import { readFileSync } from 'node:fs'

const [report = '', file = ''] = process.argv.slice(2)
const { findings } = parseReportBytes(readFileSync(report)).result
const start = process.cpuUsage()
const began = performance.now()
const baseline = readBaseline(file)
if (baseline === null) throw new Error(`there is no ${file}`)
const options = { today: '2026-01-01', fileName: file, tellStale: true }
const applied = applyBaseline(findings, baseline, options)
const wall = performance.now() - began
const { user, system } = process.cpuUsage(start)
const known = applied.findings.filter((finding) => finding.state === 'known').length
if (known !== findings.length) throw new Error(`only ${known} of ${findings.length} are known`)
console.log(JSON.stringify({ ms: (user + system) / 1000, wall }))
