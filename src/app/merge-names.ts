import { readFileSync, realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { ScanResult } from '../model/result.ts'

/** A report and the file it was read from. */
export interface NamedReport {
  readonly file: string
  readonly result: ScanResult
}

/**
 * Results ready to be joined: those of different targets under one name (`.` in two repositories) are told apart by
 * the names of their files. Shards are slices of one target, and parts of a history with one HEAD are of one too.
 *
 * @throws ScanError `report` for one scan that is given twice: its coverage would count twice
 */
export function nameTargets(reports: readonly NamedReport[]): ScanResult[] {
  refuseSameFiles(reports)
  const renamed = new Map<NamedReport, string>()
  const lone = reports.filter(({ result }) => result.shard === undefined)
  const groups = groupBy(lone, ({ result }) => `${result.target.kind}\0${result.target.name}`)
  for (const group of groups.values()) {
    refuseSameScan(group)
    const heads = new Set(group.map(({ result }) => result.target.head))
    if (group.length === 1 || (heads.size === 1 && !heads.has(undefined))) continue
    const names = new Set(group.map(({ file }) => basename(file)))
    for (const report of group) {
      const own = names.size === group.length ? basename(report.file) : report.file
      renamed.set(report, `${report.result.target.name} (${own})`)
    }
  }
  return reports.map((report) => {
    const name = renamed.get(report)
    return name === undefined ? report.result : withName(report.result, name)
  })
}

function refuseSameFiles(reports: readonly NamedReport[]): void {
  const sizes = groupBy(reports, ({ file }) => String(statSync(file).size))
  for (const group of sizes.values()) {
    const [first, second] = samePair(group, (a, b) => {
      return realpathSync(a.file) === realpathSync(b.file) || isSameText(a.file, b.file)
    })
    if (first === undefined || second === undefined) continue
    const which = first.file === second.file ? `${first.file} is given twice` : both(first, second)
    throw new ScanError('report', `${which}; name each report once.`)
  }
}

function both(first: NamedReport, second: NamedReport): string {
  return `${first.file} and ${second.file} are the same report`
}

function isSameText(a: string, b: string): boolean {
  return readFileSync(a).equals(readFileSync(b))
}

/** Two whole scans of one state of one history under the same rules. */
function refuseSameScan(group: readonly NamedReport[]): void {
  const whole = group.filter(
    ({ result }) => result.target.kind === 'history' && !result.notices.some(isSelection),
  )
  const [first, second] = samePair(
    whole,
    (a, b) => stateOf(a) !== null && stateOf(a) === stateOf(b),
  )
  if (first === undefined || second === undefined) return
  const { name, head = '' } = first.result.target
  throw new ScanError(
    'report',
    `${first.file} and ${second.file} are both of the whole history of ${name} at ${head.slice(0, 10)}; name one of them.`,
  )
}

function isSelection({ code }: ScanResult['notices'][number]): boolean {
  return code === 'selection'
}

function stateOf({ result: { target, rules } }: NamedReport): string | null {
  if (target.head === undefined) return null
  return JSON.stringify([target.head, rules.map((rule) => rule.id).toSorted()])
}

/** The first two that are the same; of many reports few are alike in what was compared before. */
function samePair(
  reports: readonly NamedReport[],
  isSame: (a: NamedReport, b: NamedReport) => boolean,
): readonly [NamedReport, NamedReport] | readonly [] {
  for (const [index, a] of reports.entries()) {
    const b = reports.slice(index + 1).find((other) => isSame(a, other))
    if (b !== undefined) return [a, b]
  }
  return []
}

function withName(result: ScanResult, name: string): ScanResult {
  const target = { ...result.target, name }
  return { ...result, target, findings: result.findings.map((finding) => inTarget(finding, name)) }
}

/** Names each place's target, unless an earlier merge did. */
export function inTarget(finding: Finding, target: string): Finding {
  const [first, ...others] = finding.occurrences.map((place) => ({ target, ...place }))
  return first === undefined ? finding : { ...finding, occurrences: [first, ...others] }
}
