import { readCommitRef } from '../git/commit-ref.ts'
import { commitId, type CommitGraph, type CommitIx } from '../git/commit-graph.ts'
import type { ObjectStore } from '../git/object-store.ts'
import type { GroupProvenance, PathProvenance } from '../git/provenance.ts'
import type { Finding, FindingHistory } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import { limits } from '../model/limits.ts'
import type { CommitRef, Occurrence, OccurrenceKind } from '../model/occurrence.ts'
import { toFinding } from '../triage/finding.ts'
import type { Credential, Sighting } from '../triage/group.ts'
import { assessAt } from './assess-at.ts'
import { createObjectPlaces, type ObjectPlaces } from './object-places.ts'
import type { Traced } from './trace-history.ts'

/** Findings of a history scan: places are looked up in the objects again, only for what is reported. */
export function findingsInHistory(
  credentials: readonly Credential[],
  traced: Traced,
  store: ObjectStore,
): Finding[] {
  const teller = new Teller(traced, store, createObjectPlaces(store, credentials))
  const findings: Finding[] = []
  for (const [index, credential] of credentials.entries()) {
    const finding = teller.tell(credential, traced.provenance[index]!)
    if (finding !== null) findings.push(finding)
  }
  return findings
}

/** Where one occurrence is to be looked up. */
interface Spot {
  readonly kind: OccurrenceKind
  readonly object: string
  readonly path: string
  readonly encoded: boolean
  readonly commit: CommitIx | null
  readonly inHead?: true
}

class Teller {
  readonly #traced: Traced
  readonly #store: ObjectStore
  readonly #places: ObjectPlaces
  readonly #commits = new Map<CommitIx, CommitRef>()

  constructor(traced: Traced, store: ObjectStore, places: ObjectPlaces) {
    this.#traced = traced
    this.#store = store
    this.#places = places
  }

  tell(credential: Credential, provenance: GroupProvenance): Finding | null {
    const pathsOf = indexPaths(provenance)
    const spots = spotsOf(this.#traced.graph, provenance)
    const sightings = groupBy(credential.sightings, ({ object }) => object.id ?? '')
    const occurrences = spots
      .slice(0, limits.maxOccurrencesListed)
      .flatMap((spot) =>
        (sightings.get(spot.object) ?? []).map((sighting) => this.#occurrence(spot, sighting)),
      )
    return toFinding(credential, assessAt, {
      occurrences,
      occurrenceCount: spots.length,
      history: this.#history(provenance),
      pathsOf: ({ object }) => pathsOf.get(object.id ?? '') ?? [null],
    })
  }

  #occurrence(spot: Spot, sighting: Sighting): Occurrence {
    return {
      kind: spot.kind,
      path: spot.path,
      ...(spot.encoded ? { pathEncoded: true as const } : {}),
      commit: spot.commit === null ? null : this.#commit(spot.commit),
      blob: spot.object,
      ...(spot.inHead === true ? { inHead: true as const } : {}),
      ...this.#places.locate(spot.object, sighting),
    }
  }

  #history(provenance: GroupProvenance): FindingHistory {
    const { introduced, removed, refs, reflogs, exposedDays } = provenance
    return {
      introduced: introduced === null ? null : this.#commit(introduced),
      paths: [...new Set(provenance.paths.map((place) => place.path))].toSorted(),
      inHead: provenance.inHead,
      removed: removed === null ? null : this.#commit(removed),
      refs: refs.slice(0, limits.maxRefsListed),
      refCount: refs.length,
      reflogs: reflogs.slice(0, limits.maxRefsListed),
      unreachable: provenance.unreachable,
      versions: provenance.versions,
      exposedDays,
    }
  }

  #commit(commit: CommitIx): CommitRef {
    let ref = this.#commits.get(commit)
    if (ref === undefined) {
      ref = readCommitRef(this.#store, this.#traced.graph, commit)
      this.#commits.set(commit, ref)
    }
    return ref
  }
}

/** For each object the paths it stood at: what a path says counts for every version there. */
function indexPaths(provenance: GroupProvenance): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  for (const place of provenance.paths) {
    for (const blob of place.blobs) {
      const known = paths.get(blob)
      if (known === undefined) paths.set(blob, [place.path])
      else known.push(place.path)
    }
  }
  return paths
}

/** Where it came in at each path, and where it is in HEAD by now; each message, tag, and blob that no path leads to. */
function spotsOf(graph: CommitGraph, provenance: GroupProvenance): Spot[] {
  const bare = { path: '', encoded: false, commit: null }
  return [
    ...provenance.paths.flatMap((place) => spotsOfPath(place, provenance)),
    ...provenance.messages.map((commit) => {
      return { ...bare, kind: 'message' as const, object: commitId(graph, commit), commit }
    }),
    ...provenance.tags.map(({ tag }) => ({ ...bare, kind: 'tag' as const, object: tag })),
    ...provenance.unheld.map((blob) => ({ ...bare, kind: 'unreachable' as const, object: blob })),
  ]
}

/**
 * As it came in, which is what an entry `commit:file:rule:line` of gitleaks means; and as HEAD has it where that is
 * another version, so that there are a line and column of a checkout.
 */
function spotsOfPath(
  { kind, path, encoded, introduced: commit, blob, headBlob }: PathProvenance,
  { unreachable }: GroupProvenance,
): Spot[] {
  const spotKind = unreachable ? 'unreachable' : kind
  const first: Spot = { kind: spotKind, object: blob, path, encoded, commit }
  if (headBlob === null) return [first]
  const inHead: Spot = { ...first, object: headBlob, inHead: true }
  return headBlob === blob ? [inHead] : [inHead, first]
}
