import type { CommitGraph } from '../git/commit-graph.ts'
import type { HeldTrees } from '../git/held-trees.ts'
import { resolveProvenance, type GroupProvenance } from '../git/provenance.ts'
import type { RefWalks } from '../git/ref-walks.ts'
import type { RefSnapshot } from '../git/refs.ts'
import type { WantedBlobs, WantedGroup } from '../git/wanted.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Credential } from '../triage/group.ts'

export interface TraceInput {
  readonly graph: CommitGraph
  /** Peeled. */
  readonly refs: RefSnapshot
  readonly walks: RefWalks
  readonly groups: readonly WantedGroup[]
  readonly wanted: WantedBlobs
  readonly held: HeldTrees
  /** Of each commit that of its root tree. */
  readonly nodes: Int32Array
}

export interface Traced {
  readonly graph: CommitGraph
  /** One per credential, in their order. */
  readonly provenance: readonly GroupProvenance[]
}

/** Finds out where each credential came from and where it still is. */
export function traceHistory(known: TraceInput): Traced {
  const now = Date.now() / 1000
  return { graph: known.graph, provenance: resolveProvenance({ ...known, now }) }
}

/** The objects of a credential, in the terms of provenance. */
export function toGroup(credential: Credential, group: number): WantedGroup {
  return {
    group,
    blobs: objectsOf(credential, 'blob'),
    commits: objectsOf(credential, 'message'),
    tags: objectsOf(credential, 'tag'),
  }
}

function objectsOf(credential: Credential, kind: OccurrenceKind): string[] {
  const ids = new Set<string>()
  for (const { object } of credential.sightings) {
    if (object.kind === kind && object.id !== null) ids.add(object.id)
  }
  return [...ids]
}
