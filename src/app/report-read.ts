import { readFileSync, statSync } from 'node:fs'
import { refusalOf, ScanError, type ScanErrorCode } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import { confidences, type Confidence } from '../model/severity.ts'
import { parseReportBytes, ReportSyntaxError } from '../report/parse.ts'

const maxTextBytes = 512 * 1024 * 1024

/**
 * A text file as a whole.
 *
 * @throws ScanError `code` when it cannot be read or is no plain file
 */
export function readText(file: string, code: ScanErrorCode): string {
  return readBytes(file, code).toString('utf8')
}

function readBytes(file: string, code: ScanErrorCode): Buffer {
  try {
    const status = statSync(file)
    if (status.isFile() && status.size <= maxTextBytes) return readFileSync(file)
  } catch (error) {
    throw new ScanError(code, `cannot read ${file}: ${refusalOf(error)}; check the name.`, {
      cause: error,
    })
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
  const bytes = readBytes(file, 'report')
  try {
    const { result, rest } = parseReportBytes(bytes)
    return { result, minConfidence: minConfidenceOf(rest) }
  } catch (error) {
    if (error instanceof ScanError) {
      throw new ScanError('report', `${file}: ${error.message}`, { cause: error })
    }
    if (!(error instanceof ReportSyntaxError)) throw error
    const isWhole = bytes.at(bytes.findLastIndex((byte) => byte > 0x20)) === 0x7d
    const end = isWhole ? '' : '; it seems to end early'
    throw new ScanError(
      'report',
      `${file}:${lineAt(bytes, error.offset)} is not well-formed JSON${end}; scan again to get a whole report.`,
      { cause: error },
    )
  }
}

function minConfidenceOf(data: unknown): Confidence {
  const told = typeof data === 'object' && data !== null && 'minConfidence' in data
  return confidences.find((known) => told && known === data.minConfidence) ?? 'medium'
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
    line++
  }
  return line
}
