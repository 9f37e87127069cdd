import type { Readable } from 'node:stream'
import { compileRules } from '../detect/index.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Finding } from '../model/finding.ts'
import type { Hit } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules, loadDocumentedExamples } from '../rules/builtin.ts'
import { readStream } from '../sources/stdin.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings } from '../triage/group.ts'
import { LineCounter } from '../triage/lines.ts'
import { placeHits, type Place } from '../triage/place.ts'
import { createContentScratch } from './content-scratch.ts'
import { AllowReader } from './allow-reader.ts'
import { assessAt } from './assess-at.ts'
import { ruleInfos } from './rule-infos.ts'
import { scanContent, tooLargeArchive } from './scan-content.ts'
import { shiftHit } from './shift-hit.ts'

const object = { kind: 'file', id: null, path: '<stdin>' } as const

/** Scans a stream of any length in windows; it cannot be read twice, so places are found on the way. */
export async function scanStream(
  stream: Readable,
  options: { readonly rules?: readonly RuleSpec[]; readonly salt?: string | null } = {},
): Promise<ScanResult> {
  const rules = options.rules ?? loadBuiltinRules()
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const engine = compileRules(rules, { documentedExamples: loadDocumentedExamples() })
  const scratch = createContentScratch(engine, null, () => performance.now())
  const coverage = new CoverageLog()
  const lines = new LineCounter()
  const places = new Map<Hit, Place>()
  const allows = new AllowReader(rules)
  const excuses = new Map<Hit, ReturnType<AllowReader['read']>[number]>()
  await readStream(stream, coverage, ({ bytes, offset, from, until }) => {
    const target = { bytes, windows: null, windowCount: 0, kind: 'file' as const }
    const isWhole = offset === 0 && until > bytes.length
    const outcome = isWhole ? scanContent(engine, target, scratch) : engine.scan(target, scratch)
    const packed = isWhole ? null : tooLargeArchive(bytes, offset, until > bytes.length)
    if (packed !== null) coverage.skip(packed.reason, object.path, packed.detail)
    for (const { reason, detail } of outcome.skipped) coverage.skip(reason, object.path, detail)
    const hits = outcome.hits.filter(({ parts: [{ start }] }) => start >= from && start < until)
    const own = hits.map((hit) => shiftHit(hit, offset))
    const isGuessable = (rule: string): boolean => byId.get(rule)?.guessable === true
    const placed = placeHits(bytes, own, { isGuessable, offset, firstLine: lines.line })
    const read = allows.read(bytes, own, object.path, offset)
    own.forEach((hit, index) => {
      places.set(hit, placed[index]!)
      excuses.set(hit, read[index] ?? {})
    })
    // The next window begins with this one's last bytes.
    lines.add(bytes.subarray(0, Math.max(0, bytes.length - limits.streamOverlapBytes)))
  })
  const credentials = groupSightings(
    [...places.keys()].map((hit) => ({ hit, object, ...excuses.get(hit) })),
    { rules: byId, salt: options.salt ?? null },
  )
  const findings = credentials
    .map((credential) => {
      const occurrences = credential.sightings.map(({ hit }) => {
        return {
          kind: 'file' as const,
          path: object.path,
          commit: null,
          blob: null,
          ...places.get(hit)!,
        }
      })
      return toFinding(credential, assessAt, { occurrences })
    })
    .filter((finding): finding is Finding => finding !== null)
  return {
    target: { kind: 'stdin', name: 'standard input' },
    coverage: coverage.snapshot(),
    findings: sortFindings(findings),
    rules: ruleInfos(rules),
    notices: allows.notices(),
  }
}
