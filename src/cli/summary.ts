import { isComplete } from '../model/coverage-log.ts'
import type { Coverage } from '../model/coverage.ts'
import type { ScanResult } from '../model/result.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import { count, formatNumber } from '../report/text.ts'

/** One line for stderr: what was found, what was looked at, what was not. */
export function summaryLine(result: ScanResult, minConfidence: Confidence): string {
  const fresh = result.findings.filter((finding) => finding.state === 'new')
  const shown = fresh.filter((finding) => meetsConfidence(finding.confidence, minConfidence))
  const rest = fresh.length - shown.length
  const lower = rest > 0 ? ` (and ${rest} below ${minConfidence} confidence)` : ''
  const shard = result.shard ? ` (shard ${result.shard.index} of ${result.shard.count})` : ''
  const found = `${count(shown.length, 'finding')}${lower}`
  return `straykey: ${found}; scanned ${scanned(result.coverage)}${shard}${gaps(result.coverage)}`
}

function scanned(coverage: Coverage): string {
  const parts = [
    [coverage.files, 'file'],
    [coverage.commits, 'commit'],
    [coverage.blobs, 'blob'],
    [coverage.tags, 'tag'],
  ] as const
  const named = parts.filter(([amount]) => amount > 0).map(([amount, noun]) => count(amount, noun))
  const ignored =
    coverage.ignored === undefined
      ? ''
      : `, left out ${count(coverage.ignored, 'path')} that git ignores`
  const excluded =
    coverage.excluded === undefined
      ? ''
      : `, left out ${formatNumber(coverage.excluded)} by patterns`
  return `${named.length > 0 ? named.join(', ') : 'nothing'}, ${megabytes(coverage.bytes)}${ignored}${excluded}`
}

function gaps(coverage: Coverage): string {
  const notes = Object.entries(coverage.skippedCount).map(
    ([reason, amount]) => `${amount} ${reason}`,
  )
  if (coverage.shallow) notes.push('history is cut (shallow clone)')
  if (coverage.interrupted) notes.push('interrupted')
  if (notes.length === 0) return '.'
  return `${isComplete(coverage) ? '; ' : '; NOT complete: '}${notes.join(', ')}.`
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
