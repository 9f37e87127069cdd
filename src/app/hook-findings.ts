import { pathName } from '../git/path-name.ts'
import type { Finding } from '../model/finding.ts'
import type { Hit } from '../model/hit.ts'
import type { CommitRef, Occurrence, OccurrenceKind } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings, type Sighting } from '../triage/group.ts'
import { assessAt } from './assess-at.ts'
import { guessableRules, PlacedText } from './hit-index.ts'

/** A text in which something was found. Its bytes are read again when they are needed. */
export interface FoundText {
  readonly hits: readonly Hit[]
  readonly read: () => Uint8Array | null
}

/** A new secret: which change brought it. */
export interface FreshSighting extends Sighting {
  readonly text: FoundText
  readonly commit: CommitRef | null
}

/** Findings for what changes brought. */
export function findingsOfChanges(
  sightings: readonly FreshSighting[],
  rules: readonly RuleSpec[],
  salt: string | null,
): Finding[] {
  if (sightings.length === 0) return []
  const credentials = groupSightings(sightings, {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    salt,
  })
  const isGuessable = guessableRules(credentials)
  const placed = new Map<FoundText, PlacedText>()
  const occurrenceOf = ({ text, hit, object, commit }: FreshSighting): Occurrence => {
    let places = placed.get(text)
    if (places === undefined) {
      places = new PlacedText(text.read(), text.hits, { isGuessable })
      placed.set(text, places)
    }
    const { kind, id, path, pathEncoded } = object
    return {
      kind,
      path: path ?? '',
      ...(pathEncoded ? { pathEncoded } : {}),
      commit,
      blob: id,
      ...places.place(hit),
    }
  }
  const findings = credentials.flatMap((credential) => {
    const occurrences = credential.sightings.map(occurrenceOf)
    return toFinding(credential, assessAt, { occurrences }) ?? []
  })
  return sortFindings(findings)
}

/** The scanned object of a blob at a path of git's. */
export function blobObject(
  kind: OccurrenceKind,
  id: string,
  binaryPath: string,
): FreshSighting['object'] {
  const { path, encoded } = pathName(binaryPath)
  return { kind, id, path, ...(encoded ? { pathEncoded: true as const } : {}) }
}
