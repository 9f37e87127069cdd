import type { Log, Notification } from 'sarif'
import type { ScanResult, TargetKind } from '../model/result.ts'
import type { Coverage, Skipped } from '../model/coverage.ts'
import type { ReportOptions } from './options.ts'
import { coverageWords, noticeText, skipWord } from './prose.ts'
import { sarifResult } from './sarif-result.ts'
import { ruleTable } from './sarif-rules.ts'
import { selectFindings } from './select.ts'
import { skippedText } from './story.ts'
import { cut, escapeControls, formatNumber } from './text.ts'

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** GitHub refuses a run of more than 25,000 results and shows the first 5,000 of it. */
const maxResults = 5000
const maxSkippedPerReason = 50
const maxNotices = 200

/**
 * An upload replaces the earlier one of its category, and what it lacks is closed. A scan of a range must therefore
 * never share a category with one of everything.
 */
const categories: Readonly<Record<TargetKind, string>> = {
  files: 'straykey/tree',
  history: 'straykey/history',
  staged: 'straykey/staged',
  range: 'straykey/range',
  stdin: 'straykey/stdin',
  text: 'straykey/text',
}

/**
 * SARIF 2.1.0 for GitHub code scanning and other viewers: new findings only (GitHub ignores `suppressions`), worst
 * first, no author, no code, no secret. What was not scanned becomes notifications; the run itself was successful,
 * since GitHub drops the results of one that says it was not.
 */
export function* sarifPieces(result: ScanResult, options: ReportOptions): Generator<string> {
  const { shown } = selectFindings(result, options.minConfidence)
  const listed = shown.slice(0, maxResults)
  const rules = ruleTable(result, listed)
  const category = options.sarifCategory ?? categories[result.target.kind]
  const log: Log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'straykey',
            version: options.version,
            semanticVersion: options.version,
            informationUri: 'https://www.npmjs.com/package/straykey',
            rules: [...rules.descriptors],
          },
        },
        automationDetails: { id: category.endsWith('/') ? category : `${category}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...leftOut(shown.length - listed.length),
              ...coverageNotifications(result.coverage),
              ...noticeNotifications(result),
            ],
          },
        ],
        results: [],
      },
    ],
  }
  const around = JSON.stringify(log, null, 2)
  // The quotation marks of strangers are escaped in JSON, so this is the member and nothing else.
  const at = around.lastIndexOf(noResults) + noResults.length - 1
  yield around.slice(0, at)
  for (const [index, finding] of listed.entries()) {
    const indented = JSON.stringify(sarifResult(finding, rules), null, 2).replaceAll(
      '\n',
      resultIndent,
    )
    yield `${index === 0 ? '' : ','}${resultIndent}${indented}`
  }
  yield `${listed.length === 0 ? '' : '\n      '}${around.slice(at)}\n`
}

const noResults = '"results": []'
const resultIndent = `\n${' '.repeat(8)}`

function leftOut(amount: number): Notification[] {
  if (amount <= 0) return []
  const text = `${formatNumber(amount)} less severe findings were left out: code scanning shows ${formatNumber(maxResults)} at most. The JSON report lists all.`
  return [notification('results-left-out', 'warning', text)]
}

function coverageNotifications(coverage: Coverage): Notification[] {
  const out: Notification[] = []
  if (coverage.shallow) out.push(notification('shallow', 'warning', coverageWords.shallow))
  if (coverage.partial && coverage.skippedCount.missing) {
    out.push(notification('partial', 'warning', coverageWords.partial))
  }
  if (coverage.interrupted) {
    out.push(notification('interrupted', 'warning', coverageWords.interrupted))
  }
  for (const [reason, amount] of Object.entries(coverage.skippedCount)) {
    if (amount === 0) continue
    const items = coverage.skipped.filter((item) => item.reason === reason)
    const listed = items.slice(0, maxSkippedPerReason)
    out.push(...listed.map(skippedNotification))
    const rest = amount - listed.length
    const more = listed.length > 0 ? ' more' : ''
    if (rest > 0) {
      const text = `Not scanned: ${formatNumber(rest)}${more} ${skipWord(reason)}.`
      out.push(notification(`skipped/${reason}`, 'warning', text))
    }
  }
  return out
}

function skippedNotification(item: Skipped): Notification {
  return notification(`skipped/${item.reason}`, 'warning', `Not scanned: ${skippedText(item)}`)
}

function noticeNotifications(result: ScanResult): Notification[] {
  return result.notices
    .slice(0, maxNotices)
    .map(({ code, detail }) => notification(code, 'note', noticeText(code, detail)))
}

function notification(id: string, level: 'warning' | 'note', text: string): Notification {
  return { descriptor: { id: escapeControls(id) }, level, message: { text: escapeMessage(text) } }
}

/** Square brackets would be links. */
function escapeMessage(text: string): string {
  return cut(text, 1000).replaceAll(/[\\[\]]/g, String.raw`\$&`)
}
