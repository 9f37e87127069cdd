import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { CoverageLog } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import { cutScissors } from '../sources/message.ts'
import { findingsOf, type ChangeScanOptions } from './hook-options.ts'
import { HookScanner } from './hook-scanner.ts'
import { ruleInfos } from './rule-infos.ts'

export interface MessageScanOptions extends ChangeScanOptions {
  /** The file git hands to `commit-msg`. */
  readonly file: string
}

/** A longer message git would take, and nobody writes. */
const largestMessage = 64 * 1024 * 1024

/**
 * Scans a commit message before it is committed. Without the diff that `git commit --verbose` shows below the
 * scissors, which git cuts off. Comment lines count: whether they stay is a setting.
 *
 * @throws ScanError `no-such-path`, `unreadable`
 */
export async function scanMessage(options: MessageScanOptions): Promise<ScanResult> {
  const { file } = options
  const rules = options.rules ?? loadBuiltinRules()
  const bytes = cutScissors(readMessage(file))
  const coverage = new CoverageLog()
  coverage.files = 1
  coverage.bytes = bytes.length
  const { hits, skipped } = new HookScanner(rules).scan(bytes, 'message')
  for (const { reason, detail } of skipped) coverage.skip(reason, file, detail)
  const object = { kind: 'message', id: null, path: null } as const
  const text = { hits, read: () => bytes }
  const fresh = hits.map((hit) => ({ hit, object, text, commit: null }))
  const { findings, notices } = await findingsOf(fresh, rules, options.salt ?? null)
  return {
    target: { kind: 'text', name: basename(file) },
    coverage: coverage.snapshot(),
    findings,
    get rules() {
      return ruleInfos(rules)
    },
    notices,
  }
}

function readMessage(file: string): Uint8Array {
  try {
    if (statSync(file).size <= largestMessage) return readFileSync(file)
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ScanError('no-such-path', `cannot read the commit message ${file} (${why}).`, {
      cause: error,
    })
  }
  throw new ScanError('unreadable', `the commit message ${file} is larger than 64 MiB.`)
}
