import type { Confidence } from '../model/severity.ts'

/** What a reader wants of a report. Reporters have no clock and no environment: all they know is here. */
export interface ReportOptions {
  /** ANSI colours; terminal only. */
  readonly color: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** Findings below it are counted, not shown. */
  readonly minConfidence: Confidence
  /** Print secrets whole; terminal and JSON only. */
  readonly showSecrets: boolean
  /** Version of straykey. */
  readonly version: string
  /** OSC 8 links on reference addresses; terminal only. */
  readonly hyperlinks?: boolean
  /** Replaces the category of the SARIF run, e.g. `straykey/history/backend`. */
  readonly sarifCategory?: string
  /** At most so many annotations, the line that says how many more there are included; default 10. GitHub only. */
  readonly maxAnnotations?: number
}
