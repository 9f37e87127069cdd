import { type CommitGraph, findCommit } from './commit-graph.ts'
import type { ObjectStore } from './object-store.ts'
import { idFromHex } from './object-id.ts'
import { objectKinds } from './object-kind.ts'
import { type BrokenRef, type Ref, type RefSnapshot, byName } from './refs.ts'
import { parseTag } from './tag.ts'

const longestChain = 100

/**
 * Follows annotated tags to what they are of, and names the refs whose object is not here. Those stay in the list:
 * something may still be told of them.
 *
 * @param graph saves reading the commits that it knows
 */
export function peelRefs(
  snapshot: RefSnapshot,
  store: Pick<ObjectStore, 'read'>,
  graph?: CommitGraph,
): RefSnapshot {
  const known = new Map<string, Peeled>()
  const broken: BrokenRef[] = [...snapshot.broken]
  const refs = snapshot.refs.map((ref): Ref => {
    let peeled = known.get(ref.oid)
    if (peeled === undefined) {
      const id = graph && idFromHex(ref.oid)
      const commit = graph && id && findCommit(graph, id) !== null
      peeled = commit ? { oid: ref.oid, tags: [], detail: '' } : peel(ref.oid, store)
      known.set(ref.oid, peeled)
    }
    const { oid, tags, detail } = peeled
    // Old reflog entries outlive their objects; that is no damage.
    if (detail !== '' && ref.kind !== 'reflog') broken.push({ name: ref.name, detail })
    return tags.length === 0 ? ref : { ...ref, peeled: oid, tags }
  })
  return { ...snapshot, refs, broken: broken.toSorted(byName) }
}

interface Peeled {
  readonly oid: string
  readonly tags: readonly string[]
  /** What is wrong; empty when nothing is. */
  readonly detail: string
}

function peel(start: string, store: Pick<ObjectStore, 'read'>): Peeled {
  const tags: string[] = []
  let oid = start
  while (tags.length < longestChain) {
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
    const target = Buffer.from(object.bytes.subarray(tag.objectAt, tag.objectAt + id.length * 2))
    oid = target.toString('latin1')
  }
  return { oid, tags, detail: 'is a tag of a tag without end' }
}
