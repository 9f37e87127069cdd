import { existsSync, readFileSync } from 'node:fs'
import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import { ScanError } from '../model/errors.ts'
import { sortFindings } from '../report/select.ts'
import { updateBaseline, type Baseline } from '../triage/baseline.ts'
import { createSalt } from '../triage/baseline-file.ts'
import { saveBaseline } from './baseline-write.ts'
import type { ConfigValues } from './config.ts'
import { placeOfWorkTree, prepareScan } from './config-prepare.ts'
import { applyTriage, type Triage } from './policy.ts'
import { readReport } from './report-read.ts'
import { rereadSecrets } from './reread-secrets.ts'
import { writeFileWhole } from './write-file.ts'

/** What a person says about one finding. `later` is not kept: it is asked again. */
export type Decision =
  | { readonly kind: 'real' }
  | { readonly kind: 'known'; readonly reason: string }

export interface TriageRequest {
  readonly report: string
  /** The work tree that the report and the baseline are about. */
  readonly repository: string
  readonly given: Partial<ConfigValues>
  readonly config?: string | false | undefined
  readonly minConfidence?: Confidence | undefined
}

const sessionSchema = 'straykey/triage/v1'

/**
 * Decisions about the findings of one report. Each is on disk before the next is asked for: what is known in the
 * baseline, what is real in a file beside the report, so that the work can be taken up again at any time.
 */
export class TriageSession {
  readonly result: ScanResult
  readonly #triage: Triage
  readonly #file: string
  readonly #real: Set<string>
  #baseline: Baseline

  private constructor(
    result: ScanResult,
    triage: Triage,
    file: string,
    real: Set<string>,
    baseline: Baseline,
  ) {
    this.result = result
    this.#triage = triage
    this.#file = file
    this.#real = real
    this.#baseline = baseline
  }

  /** @throws ScanError `report`, `config`, `baseline` */
  static async open(request: TriageRequest): Promise<TriageSession> {
    const { report, given, config, repository } = request
    const { result, minConfidence } = readReport(report)
    const least = request.minConfidence ?? minConfidence
    const place = placeOfWorkTree(repository)
    const named = given.baseline
    const mayBeMissing = typeof named === 'string' && !existsSync(named)
    const { rules, triage } = await prepareScan({ place, given, config, mayBeMissing })
    const baseline = triage.baseline ?? { salt: createSalt(), entries: [] }
    const isFiles = result.target.kind === 'files'
    const read = rereadSecrets(result.findings, {
      repository: isFiles ? null : repository,
      pathsFrom: place.pathsFrom,
      rules,
      salt: baseline.salt,
    })
    const findings = read
      .map(({ finding, whole }) => (whole === null ? finding : { ...finding, id: whole.id }))
      .filter((finding) => meetsConfidence(finding.confidence, least))
    const marked = await applyTriage({ ...result, findings }, triage)
    const file = `${report}.triage.json`
    return new TriageSession(
      { ...marked, findings: sortFindings(marked.findings) },
      triage,
      file,
      readDecisions(file),
      baseline,
    )
  }

  get baselinePath(): string {
    return this.#triage.baselinePath ?? ''
  }

  /** Findings that nobody has decided about, worst first. */
  open(): readonly Finding[] {
    return this.result.findings.filter(
      (finding) => finding.state === 'new' && this.decisionOf(finding) === null,
    )
  }

  decisionOf({ id }: Finding): Decision['kind'] | null {
    if (this.#real.has(id)) return 'real'
    return this.#baseline.entries.some((entry) => entry.fingerprint === id) ? 'known' : null
  }

  /** @throws ScanError `baseline`, `output` when it cannot be written; then nothing is decided */
  decide(finding: Finding, decision: Decision): void {
    this.undo(finding)
    if (decision.kind === 'real') {
      this.#real.add(finding.id)
      this.#saveDecisions()
      return
    }
    const { reason } = decision
    this.#saveBaseline(updateBaseline(this.#baseline, [finding], { prune: false, reason }))
  }

  /** Takes a decision back. */
  undo(finding: Finding): void {
    const { id } = finding
    if (this.#real.delete(id)) this.#saveDecisions()
    if (this.decisionOf(finding) !== 'known') return
    const entries = this.#baseline.entries.filter((entry) => entry.fingerprint !== id)
    this.#saveBaseline({ ...this.#baseline, entries })
  }

  #saveBaseline(baseline: Baseline): void {
    saveBaseline(this.#triage, baseline)
    this.#baseline = baseline
  }

  #saveDecisions(): void {
    const real = [...this.#real].toSorted()
    writeFileWhole(this.#file, `${JSON.stringify({ schema: sessionSchema, real }, null, 2)}\n`)
  }
}

function readDecisions(file: string): Set<string> {
  if (!existsSync(file)) return new Set()
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const isOurs = typeof data === 'object' && data !== null && 'schema' in data && 'real' in data
    if (isOurs && data.schema === sessionSchema && Array.isArray(data.real)) {
      return new Set(data.real.filter((id): id is string => typeof id === 'string'))
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new ScanError(
    'report',
    `${file} does not hold decisions of straykey triage; move it away to begin anew.`,
  )
}
