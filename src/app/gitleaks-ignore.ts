import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { parseImport, type ImportedEntry } from './baseline-import.ts'
import type { ReadFile } from './config-files.ts'

export const gitleaksIgnoreFile: string = '.gitleaksignore'

/** @throws ScanError `baseline` for a line that is none of gitleaks' */
export async function readGitleaksIgnore(read: ReadFile): Promise<readonly ImportedEntry[] | null> {
  const bytes = await read(gitleaksIgnoreFile)
  return bytes === null ? null : parseImport(new TextDecoder().decode(bytes), gitleaksIgnoreFile)
}

/**
 * Marks findings whose every place is listed in `.gitleaksignore`, or comes from a commit that the rule's allow lists
 * name. The rule of an entry is not compared: a person looked at this line, whatever tool and rule pointed to it.
 */
export function ignoreAsGitleaks(
  findings: readonly Finding[],
  ignored: readonly ImportedEntry[] | null,
  rules: readonly RuleSpec[],
): Finding[] {
  const places = new Map<string, ImportedEntry[]>()
  for (const entry of ignored ?? []) {
    const key = `${entry.path}\0${entry.line}`
    places.set(key, [...(places.get(key) ?? []), entry])
  }
  const commits = new Map(
    rules.map((rule) => [rule.id, new Set((rule.allow ?? []).flatMap((allow) => allow.commits))]),
  )
  return findings.map((finding) => {
    if (finding.state !== 'new' || finding.occurrenceCount > finding.occurrences.length) {
      return finding
    }
    const allowed = commits.get(finding.rule)
    const isIgnored = placesAsTheyCameIn(finding).every(({ path, line, commit }) => {
      if (commit !== null && allowed?.has(commit.id) === true) return true
      const entries = places.get(`${path}\0${line}`) ?? []
      return entries.some((entry) => {
        return entry.commit === null || commit === null || entry.commit === commit.id
      })
    })
    if (!isIgnored) return finding
    const suppression = { by: 'gitleaksignore', reason: '', entry: gitleaksIgnoreFile } as const
    return { ...finding, state: 'suppressed', suppression }
  })
}

/** A line that a person looked at may stand elsewhere in HEAD by now: there the same path is not asked about again. */
function placesAsTheyCameIn({ occurrences }: Finding): readonly Occurrence[] {
  const cameIn = new Set(
    occurrences.filter(({ inHead }) => inHead !== true).map(({ path }) => path),
  )
  return occurrences.filter(({ inHead, path }) => inHead !== true || !cameIn.has(path))
}
