import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { severityWords } from '../report/prose.ts'
import { countBySeverity, selectFindings } from '../report/select.ts'
import { gapTexts } from '../report/story.ts'
import { count } from '../report/text.ts'

/** Why the check fails, in a sentence; null when it does not. */
export function failureSentence(
  code: number,
  result: ScanResult,
  what: string,
  minConfidence: Confidence,
): string | null {
  if (code === 0) return null
  const { shown } = selectFindings(result, minConfidence)
  const severities = countBySeverity(shown)
    .map(([severity, amount]) => `${amount} ${severityWords[severity]}`)
    .join(', ')
  const found =
    shown.length > 0
      ? `${count(shown.length, 'new credential')} (${severities}) in ${what}: revoke first, then remove; the summary of the run says how.`
      : ''
  if (code === 1) return found
  const gaps = gapTexts(result).join(' ')
  const unseen =
    gaps === ''
      ? `There was nothing to scan in ${what}.`
      : `Not everything in ${what} could be scanned. ${gaps}`
  return found === '' ? unseen : `${found} ${unseen}`
}
