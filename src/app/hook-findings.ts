import type { Finding } from '../model/finding.ts'
import type { Hit } from '../model/hit.ts'
import type { CommitRef, Occurrence } from '../model/occurrence.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings, type Sighting } from '../triage/group.ts'
import { AllowReader } from './allow-reader.ts'
import { assessAt } from './assess-at.ts'
import { guessableRules, messageStart, PlacedText } from './hit-index.ts'

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

/** Findings for what changes brought, with the comments beside them. */
export function findingsOfChanges(
  sightings: readonly FreshSighting[],
  rules: readonly RuleSpec[],
  salt: string | null,
): { readonly findings: Finding[]; readonly notices: readonly Notice[] } {
  const allows = new AllowReader(rules)
  const credentials = groupSightings(withAllows(sightings, allows), {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    salt,
  })
  const isGuessable = guessableRules(credentials)
  const placed = new Map<FoundText, PlacedText>()
  const occurrenceOf = ({ text, hit, object, commit }: FreshSighting): Occurrence => {
    let places = placed.get(text)
    if (places === undefined) {
      const bytes = text.read()
      places = new PlacedText(bytes, text.hits, { isGuessable }, messageStart(bytes, object))
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
  return { findings: sortFindings(findings), notices: allows.notices() }
}

function withAllows(sightings: readonly FreshSighting[], allows: AllowReader): FreshSighting[] {
  const byText = new Map<FoundText, FreshSighting[]>()
  for (const sighting of sightings) {
    const known = byText.get(sighting.text)
    if (known === undefined) byText.set(sighting.text, [sighting])
    else known.push(sighting)
  }
  return [...byText].flatMap(([text, found]) => {
    const bytes = text.read()
    if (bytes === null) return found
    const place = found[0]?.object.path ?? found[0]?.object.id ?? ''
    const excuses = allows.read(
      bytes,
      found.map(({ hit }) => hit),
      place,
    )
    return found.map((sighting, index) => ({ ...sighting, ...excuses[index] }))
  })
}
