import { type CommitGraph, findCommit } from './commit-graph.ts'
import type { ObjectStore } from './object-store.ts'
import type { TagChunk } from './graph-visitor.ts'
import { idFromHex, idToHex } from './object-id.ts'
import { objectKinds } from './object-kind.ts'
import { type BrokenRef, type Ref, type RefSnapshot, byName } from './refs.ts'
import { parseTag } from './tag.ts'

const longestChain = 100

/**
 * Follows annotated tags to what they are of, and names the refs whose object is not here. Those stay in the list:
 * something may still be told of them.
 *
 * @param graph saves reading the commits that it knows
 * @param tags likewise
 */
export function peelRefs(
  snapshot: RefSnapshot,
  store: Pick<ObjectStore, 'read'>,
  graph?: CommitGraph,
  tags: readonly TagChunk[] = [],
): RefSnapshot {
  const isCommit = (oid: string): boolean => {
    const id = graph && idFromHex(oid)
    return Boolean(graph && id && findCommit(graph, id) !== null)
  }
  const targets = targetsOf(tags, graph?.idLength ?? 20)
  const known = new Map<string, Peeled>()
  const broken: BrokenRef[] = [...snapshot.broken]
  const refs = snapshot.refs.map((ref): Ref => {
    let peeled = known.get(ref.oid)
    if (peeled === undefined) {
      peeled = peel(ref.oid, store, isCommit, targets)
      known.set(ref.oid, peeled)
    }
    const { oid, tags: chain, detail } = peeled
    // Old reflog entries outlive their objects; that is no damage.
    if (detail !== '' && ref.kind !== 'reflog') broken.push({ name: ref.name, detail })
    return chain.length === 0 ? ref : { ...ref, peeled: oid, tags: chain }
  })
  return { ...snapshot, refs, broken: broken.toSorted(byName) }
}

interface Peeled {
  readonly oid: string
  readonly tags: readonly string[]
  /** What is wrong; empty when nothing is. */
  readonly detail: string
}

/** Of each tag (hex) what it is of. */
function targetsOf(chunks: readonly TagChunk[], idLength: number): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const { ids, targets: of } of chunks) {
    for (let at = 0; at < ids.length; at += idLength) {
      targets.set(idToHex(ids, at, idLength), idToHex(of, at, idLength))
    }
  }
  return targets
}

function peel(
  start: string,
  store: Pick<ObjectStore, 'read'>,
  isCommit: (oid: string) => boolean,
  targets: ReadonlyMap<string, string>,
): Peeled {
  const tags: string[] = []
  let oid = start
  while (tags.length < longestChain) {
    if (isCommit(oid)) return { oid, tags, detail: '' }
    const target = targets.get(oid)
    if (target !== undefined) {
      tags.push(oid)
      oid = target
      continue
    }
    const id = idFromHex(oid)
    if (id === null) return { oid, tags, detail: `points at ${oid}, which is no object id` }
    const object = store.read(id)
    if (object.status === 'too-large') return { oid, tags, detail: '' }
    if (object.status !== 'ok') {
      return { oid, tags, detail: `points at ${oid}, which is ${object.status}` }
    }
    if (object.kind !== objectKinds.tag) return { oid, tags, detail: '' }
    const tag = parseTag(object.bytes, id.length * 2)
    if (tag === null) return { oid, tags, detail: `points at ${oid}, which is corrupt` }
    tags.push(oid)
    const { objectAt } = tag
    oid = Buffer.from(object.bytes.subarray(objectAt, objectAt + id.length * 2)).toString('latin1')
  }
  return { oid, tags, detail: 'is a tag of a tag without end' }
}
