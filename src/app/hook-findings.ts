import { pathName } from '../git/path-name.ts'
import type { Finding } from '../model/finding.ts'
import type { Hit } from '../model/hit.ts'
import type { CommitRef, Occurrence, OccurrenceKind } from '../model/occurrence.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { findAllows, type Allow } from '../triage/allow.ts'
import { emptyBaseline, type Baseline } from '../triage/baseline.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings, type Credential, type Sighting } from '../triage/group.ts'
import { applyPolicy } from '../triage/policy.ts'
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

export interface FreshOptions {
  readonly rules: readonly RuleSpec[]
  readonly baseline: Baseline | null
  /** Name of the baseline for notices. */
  readonly baselineFile: string
  /** Follow `straykey:allow` comments. A change must not excuse itself where strangers propose it. */
  readonly allowComments: boolean
}

export interface FreshFindings {
  readonly findings: Finding[]
  readonly notices: Notice[]
}

/** Findings for what changes brought, marked by allow comments and the baseline. */
export function findingsOfChanges(
  sightings: readonly FreshSighting[],
  options: FreshOptions,
): FreshFindings {
  if (sightings.length === 0) return { findings: [], notices: [] }
  const baseline = options.baseline ?? emptyBaseline
  const credentials = groupSightings(sightings, {
    rules: new Map(options.rules.map((rule) => [rule.id, rule])),
    salt: baseline.salt,
  })
  const isGuessable = guessableRules(credentials)
  const placed = new Map<FoundText, PlacedText>()
  const occurrenceOf = ({ text, hit, object, commit }: FreshSighting): Occurrence => {
    let places = placed.get(text)
    if (places === undefined) {
      places = new PlacedText(text.read(), text.hits, { isGuessable })
      placed.set(text, places)
    }
    const { kind, id, pathEncoded } = object
    return {
      kind,
      path: object.path ?? '',
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
  const { allows, notices } = collectAllows(credentials, options)
  const judged = applyPolicy(findings, {
    allows,
    baseline,
    baselineOptions: {
      today: new Date().toISOString().slice(0, 10),
      fileName: options.baselineFile,
      // Only a part of the repository was looked at.
      tellStale: false,
    },
    pathRules: [],
  })
  return { findings: sortFindings(judged.findings), notices: [...notices, ...judged.notices] }
}

function collectAllows(
  credentials: readonly Credential<FreshSighting>[],
  { rules, allowComments }: FreshOptions,
): { allows: Map<string, Map<string, Allow>>; notices: Notice[] } {
  const knownRules = new Set(rules.map((rule) => rule.id))
  const read = new Map<FoundText, Map<Hit, Allow>>()
  const notices = new Map<string, Notice>()
  const allowsIn = (text: FoundText): Map<Hit, Allow> => {
    const known = read.get(text)
    if (known !== undefined) return known
    const found = new Map<Hit, Allow>()
    const bytes = text.read()
    if (bytes !== null) {
      const result = findAllows(bytes, text.hits, { knownRules })
      for (const notice of result.notices) notices.set(notice.code + notice.detail, notice)
      for (const [index, hit] of text.hits.entries()) {
        const allow = result.allows[index] ?? null
        if (allow !== null) found.set(hit, allow)
      }
    }
    read.set(text, found)
    return found
  }
  const allows = new Map<string, Map<string, Allow>>()
  if (!allowComments) return { allows, notices: [] }
  for (const { id, sightings } of credentials) {
    const byPath = new Map<string, Allow>()
    for (const { hit, object, text } of sightings) {
      const allow = allowsIn(text).get(hit)
      if (allow !== undefined) byPath.set(object.path ?? '', allow)
    }
    if (byPath.size > 0) allows.set(id, byPath)
  }
  return { allows, notices: [...notices.values()] }
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
