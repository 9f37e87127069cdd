import { resolve } from 'node:path'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import { expandPathArguments } from '../sources/path-arguments.ts'
import { listFiles } from '../sources/work-tree.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings } from '../triage/group.ts'
import { joinNotices } from './allow-reader.ts'
import { assessAt } from './assess-at.ts'
import { createFilePlaces } from './file-places.ts'
import type { FileScanOptions } from './options.ts'
import { createPool } from './pool.ts'
import { ruleInfos } from './rule-infos.ts'
import { chooseFileThreads } from './threads.ts'

const batchFiles = 64

/**
 * Scans files and folders.
 *
 * @throws ScanError `no-such-path` when a named path is not there
 */
export async function scanFiles(options: FileScanOptions): Promise<ScanResult> {
  const rules = options.rules ?? loadBuiltinRules()
  const coverage = new CoverageLog()
  const root = resolve(options.root ?? '.')
  options.onProgress?.({ phase: 'list', done: 0, total: 0, bytes: 0 })
  const files = [
    ...listFiles(
      {
        root,
        paths: await expandPathArguments(options.paths, root),
        include: [...(options.include ?? [])],
        exclude: [...(options.exclude ?? [])],
        ...(options.includeFrom === undefined ? {} : { includeFrom: options.includeFrom }),
        ...(options.excludeFrom === undefined ? {} : { excludeFrom: options.excludeFrom }),
        respectGitignore: options.respectGitignore ?? true,
      },
      coverage,
    ),
  ]
  const pool = createPool(chooseFileThreads(options.jobs, files.length), rules)
  try {
    const results = await pool.run(
      { kind: 'files', files, batchFiles, rules },
      {
        phase: 'scan',
        total: files.length,
        onProgress: options.onProgress,
        signal: options.signal,
      },
    )
    for (const result of results) coverage.add(result.coverage)
    const credentials = groupSightings(
      results.flatMap((result) => result.sightings),
      { rules: new Map(rules.map((rule) => [rule.id, rule])), salt: options.salt ?? null },
    )
    const places = createFilePlaces(files, credentials)
    const findings = credentials
      .map((credential) => toFinding(credential, assessAt, places.occurrences(credential)))
      .filter((finding): finding is Finding => finding !== null)
    return {
      target: { kind: 'files', name: options.paths.join(' ') },
      coverage: coverage.snapshot(),
      findings: sortFindings(findings),
      rules: ruleInfos(rules),
      notices: joinNotices(results.map((result) => result.notices)),
    }
  } finally {
    await pool.close()
  }
}
