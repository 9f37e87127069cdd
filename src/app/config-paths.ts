import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'

export interface WantedFindings {
  readonly findings: readonly Finding[]
  /** Findings that lost a place, or all of them. */
  readonly excluded: number
}

/**
 * Findings at wanted paths, for scans that learn of paths only after they have found something. Text without a path
 * (a commit message) is always wanted. A finding whose every place is left out is left out too.
 */
export async function keepWantedPaths(
  findings: readonly Finding[],
  include: readonly string[],
  exclude: readonly string[],
): Promise<WantedFindings> {
  if (include.length === 0 && exclude.length === 0) return { findings, excluded: 0 }
  const { createPathFilter } = await import('../sources/path-filter.ts')
  const filter = createPathFilter(include, exclude)
  const isWanted = (place: Occurrence): boolean => place.path === '' || filter.file(place.path)
  let excluded = 0
  const kept = findings.flatMap((finding): Finding[] => {
    const [first, ...others] = finding.occurrences.filter(isWanted)
    const left = finding.occurrences.length - (first === undefined ? 0 : 1) - others.length
    if (left === 0) return [finding]
    excluded++
    if (first === undefined) return []
    const { occurrenceCount } = finding
    return [
      { ...finding, occurrences: [first, ...others], occurrenceCount: occurrenceCount - left },
    ]
  })
  return { findings: kept, excluded }
}
