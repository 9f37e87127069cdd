import { readFileSync, statSync } from 'node:fs'
import { ScanError, type ScanErrorCode } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import { confidences, type Confidence } from '../model/severity.ts'
import { parseReport } from '../report/parse.ts'

const maxTextBytes = 512 * 1024 * 1024

/**
 * A text file as a whole.
 *
 * @throws ScanError `code` when it cannot be read or is no plain file
 */
export function readText(file: string, code: ScanErrorCode): string {
  try {
    const status = statSync(file)
    if (status.isFile() && status.size <= maxTextBytes) return readFileSync(file, 'utf8')
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ScanError(code, `cannot read ${file} (${why}); check the name.`, { cause: error })
  }
  throw new ScanError(code, `cannot read ${file}: it is no plain file below 512 MiB.`)
}

export interface ReadReport {
  readonly result: ScanResult
  /** The threshold it was made with. */
  readonly minConfidence: Confidence
}

/**
 * A JSON report from disk.
 *
 * @throws ScanError `report` with the file and what is wrong in it
 */
export function readReport(file: string): ReadReport {
  const text = readText(file, 'report')
  try {
    const data: unknown = JSON.parse(text)
    return { result: parseReport(data), minConfidence: minConfidenceOf(data) }
  } catch (error) {
    if (error instanceof ScanError) {
      throw new ScanError('report', `${file}: ${error.message}`, { cause: error })
    }
    if (!(error instanceof SyntaxError)) throw error
    const end = text.trimEnd().endsWith('}') ? '' : '; it seems to end early'
    throw new ScanError(
      'report',
      `${file}${lineOfFault(error, text)} is not well-formed JSON${end}; scan again to get a whole report.`,
      { cause: error },
    )
  }
}

function minConfidenceOf(data: unknown): Confidence {
  const told = typeof data === 'object' && data !== null && 'minConfidence' in data
  return confidences.find((known) => told && known === data.minConfidence) ?? 'medium'
}

/** `:12`, from the position that the parser names; empty where it names none. */
function lineOfFault(error: SyntaxError, text: string): string {
  const found = /at position (\d+)/.exec(error.message)?.[1]
  const at = found === undefined ? text.length : Number(found)
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line++
  return `:${line}`
}
