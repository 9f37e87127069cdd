import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { headlineText } from './headline.ts'
import type { ReportOptions } from './options.ts'
import {
  becauseTexts,
  confidenceWords,
  headings,
  roleWord,
  severityWords,
  suppressionWords,
  titleText,
} from './prose.ts'
import { numbered, stepsOf } from './remedies.ts'
import { placesOf, selectFindings } from './select.ts'
import { gapTexts, historyTexts, placeText, scannedText } from './story.ts'
import { escapeControls } from './text.ts'

/**
 * JUnit XML for test views of CI servers: each new credential is a failed test, each known or suppressed one a
 * skipped test. A clean scan is one passed test, since some servers take an empty suite for an error.
 */
export function* junitPieces(result: ScanResult, options: ReportOptions): Generator<string> {
  const selection = selectFindings(result, options.minConfidence)
  const { shown, known, suppressed } = selection
  const skipped = known.length + suppressed.length
  const tests = Math.max(shown.length, 1) + skipped
  const counts = `tests="${tests}" failures="${shown.length}" errors="0" skipped="${skipped}"`
  yield `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="straykey" ${counts}>
  <testsuite name="straykey ${xml(result.target.kind)}" ${counts}>
`
  for (const finding of shown) yield `${failure(finding)}\n`
  for (const finding of known) yield `${skip(finding)}\n`
  for (const finding of suppressed) yield `${skip(finding)}\n`
  if (shown.length === 0) {
    yield `    <testcase classname="straykey" name="${xml(headlineText(result, selection))}"/>\n`
  }
  const output = [scannedText(result), ...gapTexts(result)]
  yield `    <system-out>${xml(output.join('\n'))}</system-out>
  </testsuite>
</testsuites>
`
}

function failure(finding: Finding): string {
  const title = `${severityWords[finding.severity]}, ${confidenceWords[finding.confidence]}: ${titleText(finding)}`
  return testcase(
    finding,
    `<failure type="${xml(finding.rule)}" message="${xml(title)}">${xml(body(finding))}</failure>`,
  )
}

function skip(finding: Finding): string {
  const { suppression } = finding
  const why = suppression ? `${suppressionWords[suppression.by]}: ${suppression.reason}` : 'known'
  return testcase(finding, `<skipped message="${xml(why)}"/>`)
}

function testcase(finding: Finding, inner: string): string {
  const [place] = placesOf(finding)
  const masks = finding.secrets.map((part) => `${roleWord(part.role)} ${part.masked}`).join(', ')
  const file = place.path === '' ? '' : ` file="${xml(place.path)}" line="${place.line}"`
  const name = xml(`${titleText(finding)} (${masks}) ${finding.id}`)
  const where = xml(place.path === '' ? place.kind : place.path)
  return `    <testcase classname="${where}" name="${name}"${file}>${inner}</testcase>`
}

function body(finding: Finding): string {
  return [
    ...placesOf(finding).slice(0, 20).map(placeText),
    ...(finding.history ? historyTexts(finding.history) : []),
    `${headings.why}: ${becauseTexts(finding.because).join('; ')}`,
    `${headings.now}:`,
    ...numbered(stepsOf(finding)),
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML 1.0, which cannot hold control characters at all; only line ends stay. */
function xml(text: string): string {
  return text
    .split('\n')
    .map(escapeControls)
    .join('\n')
    .replaceAll(/[&<>"']|[\ufffe\uffff]/g, (char) => entities[char] ?? '\ufffd')
}
