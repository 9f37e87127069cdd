import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { headings, severityWords } from './prose.ts'
import { countBySeverity, sawNothing, type Selection } from './select.ts'
import { count, formatNumber } from './text.ts'

/** `3 credentials found: 2 critical, 1 medium`, or that there is nothing, or that nothing was looked at. */
export function headlineText(result: ScanResult, { shown }: Selection): string {
  if (shown.length === 0) {
    return sawNothing(result.coverage) ? headings.nothingScanned : headings.nothingFound
  }
  const counts = countBySeverity(shown).map(
    ([severity, amount]) => `${formatNumber(amount)} ${severityWords[severity]}`,
  )
  return `${count(shown.length, 'credential')} found: ${counts.join(', ')}`
}

/** Findings that exist and are not shown, and how to see them. */
export function asideTexts(selection: Selection, minConfidence: Confidence): string[] {
  const lines: string[] = []
  if (selection.below > 0) {
    const amount = formatNumber(selection.below)
    lines.push(`${amount} more below ${minConfidence} confidence; --min-confidence low shows them.`)
  }
  const aside: string[] = []
  if (selection.known.length > 0) aside.push(`${formatNumber(selection.known.length)} known`)
  if (selection.suppressed.length > 0) {
    aside.push(`${formatNumber(selection.suppressed.length)} suppressed`)
  }
  if (aside.length > 0) lines.push(`Not shown: ${aside.join(', ')}; the JSON report lists them.`)
  return lines
}
