import { readBaselineFindings } from '../app/baseline-findings.ts'
import { explainBaseline, type ExplainedEntry } from '../app/baseline-explain.ts'
import { parseImport } from '../app/baseline-import.ts'
import { planBaseline } from '../app/baseline-plan.ts'
import { saveBaseline } from '../app/baseline-write.ts'
import { readText } from '../app/report-read.ts'
import { ScanError } from '../model/errors.ts'
import { today } from '../triage/day.ts'
import { scrubFindings } from '../report/scrub.ts'
import { mainPlace } from '../report/select.ts'
import { placeText } from '../report/story.ts'
import { escapeControls } from '../report/text.ts'
import { givenSettings, type CommonArguments, type PathArguments } from './common-options.ts'
import { listenForInterrupt } from './interrupt.ts'
import { createProgressBar } from './progress-bar.ts'
import { tuneV8 } from './tune-v8.ts'

export interface BaselineArguments
  extends
    PathArguments,
    Pick<CommonArguments, 'config' | 'baseline' | 'rules' | 'minConfidence' | 'quiet'> {
  readonly reports: readonly string[]
  readonly update: boolean
  readonly prune: boolean
  readonly explain: string | undefined
  readonly import: readonly string[]
  readonly reason: string | undefined
  readonly until: string | undefined
  readonly repo: string
  readonly files: boolean
}

export async function runBaseline(args: BaselineArguments): Promise<void> {
  tuneV8()
  const imports =
    args.import.length === 0
      ? null
      : args.import.flatMap((file) => parseImport(readText(file, 'baseline'), file))
  const interrupt = listenForInterrupt()
  const bar = await createProgressBar(!args.quiet)
  try {
    const { triage, salt, findings, gaps, source, minConfidence } = await readBaselineFindings({
      repository: args.repo,
      reports: args.reports.map(String),
      filesOnly: args.files,
      given: givenSettings(args),
      config: args.config,
      hooks: { onProgress: bar.onProgress, signal: interrupt.signal },
    })
    bar.stop()
    const day = today()
    if (args.explain !== undefined) {
      const baseline = triage.baseline ?? { salt, entries: [] }
      const entries = explainBaseline(baseline, scrubFindings(findings), day, args.explain)
      if (args.explain !== '' && entries.length === 0) {
        throw new ScanError(
          'baseline',
          `no entry of ${triage.baselinePath ?? 'a baseline'} begins with ${JSON.stringify(args.explain)}; --explain alone lists all.`,
        )
      }
      process.stdout.write(entries.map(explain).join('\n'))
      if (entries.length === 0) process.stderr.write('straykey: no entry to explain.\n')
      return
    }
    const isOld = triage.baseline !== null
    if (isOld && !args.update && !args.prune && imports === null) {
      throw new ScanError(
        'baseline',
        `${triage.baselinePath} exists; add what is new with --update, drop what is gone with --prune.`,
      )
    }
    if (args.prune && !isOld) {
      throw new ScanError(
        'baseline',
        `there is no baseline ${triage.baselinePath ?? ''} to drop entries from; 'straykey baseline' makes one.`,
      )
    }
    if (args.prune && gaps.length > 0) {
      throw new ScanError(
        'baseline',
        `--prune needs a complete scan, and this one has gaps; nothing was changed. ${gaps.join(' ')}`,
      )
    }
    const add = !isOld || args.update
    const plan = planBaseline({
      old: triage.baseline ?? { salt, entries: [] },
      findings,
      minConfidence,
      add,
      prune: args.prune,
      reason: args.reason ?? '',
      until: args.until ?? null,
      imports,
      today: day,
    })
    const path = saveBaseline(triage, plan.baseline)
    const expired = plan.baseline.entries.filter(({ until }) => until !== null && until < day)
    const counts = [
      `${plan.baseline.entries.length} known`,
      ...(add || imports !== null ? [`${plan.added} added`] : []),
      ...(plan.renewed > 0 ? [`${plan.renewed} renewed`] : []),
      ...(args.prune ? [`${plan.pruned} dropped`] : []),
      ...(expired.length > 0 ? [`${expired.length} expired`] : []),
    ]
    process.stdout.write(`${path}: ${counts.join(', ')}\n`)
    if (expired.length > 0) {
      process.stderr.write(
        'straykey: expired entries do not count; --update --until with a day to come renews them.\n',
      )
    }
    if (add && plan.added === 0 && source === 'history') {
      process.stderr.write(
        'straykey: this looked at the history; --files adds what stands in files that are not committed.\n',
      )
    }
    if (plan.unmatched > 0) {
      process.stderr.write(
        `straykey: ${plan.unmatched} imported entries match nothing that was found and were left out.\n`,
      )
    }
  } finally {
    bar.stop()
    interrupt.release()
  }
}

function explain({ entry, isExpired, findings }: ExplainedEntry): string {
  const { fingerprint, rule, reason, until } = entry
  const lines = [
    `${fingerprint}${entry.line > 0 ? ` (line ${entry.line})` : ''}`,
    `  rule ${rule}${reason === '' ? '' : `: ${escapeControls(reason)}`}`,
  ]
  if (until !== null) lines.push(`  ${isExpired ? 'EXPIRED on' : 'until'} ${until}`)
  if (findings.length === 0) lines.push('  STALE: matches nothing that was found')
  for (const finding of findings) {
    const { title, secrets, occurrenceCount } = finding
    const where = placeText(mainPlace(finding))
    const more = occurrenceCount > 1 ? ` and ${occurrenceCount - 1} more` : ''
    const masked = secrets.map((secret) => secret.masked).join(', ')
    lines.push(`  ${escapeControls(`${title} ${masked}`)} in ${where}${more}`)
  }
  return `${lines.join('\n')}\n`
}
