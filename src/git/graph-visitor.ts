import type { Kernel } from '../kernel/kernel.ts'
import {
  type CommitChunk,
  commitChunkBuffers,
  type CommitTable,
  createCommitTable,
} from './commit-table.ts'
import { type ParsedCommit, parseCommit } from './commit.ts'
import { GrowableBytes } from './growable.ts'
import { objectKinds, type ObjectKind } from './object-kind.ts'
import { type ObjectPlan, plannedId } from './object-plan.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import { type ParsedTag, parseTag } from './tag.ts'

/** Annotated tags with what they are of; raw ids, one after the other. */
export interface TagChunk {
  readonly ids: Uint8Array<ArrayBuffer>
  readonly targets: Uint8Array<ArrayBuffer>
}

/** What commits and tags say about each other, of all of those that a worker meets. */
export interface GraphChunk {
  readonly commits: CommitChunk
  readonly tags: TagChunk
}

/** Collects the graph of commits and tags. */
export class GraphTable {
  readonly #plan: ObjectPlan
  readonly #commits: CommitTable
  readonly #tagIds = new GrowableBytes(256)
  readonly #targets = new GrowableBytes(256)

  constructor(plan: ObjectPlan) {
    this.#plan = plan
    this.#commits = createCommitTable(plan.idLength === 32 ? 'sha256' : 'sha1')
  }

  /** @returns null when it is no well-formed commit */
  commit(pack: number, number: number, bytes: Uint8Array): ParsedCommit | null {
    const commit = parseCommit(bytes, 2 * this.#plan.idLength)
    if (commit !== null) {
      this.#commits.add(plannedId(this.#plan, pack, number), 0, bytes, commit)
    }
    return commit
  }

  /** @returns null when it is no well-formed tag */
  tag(pack: number, number: number, bytes: Uint8Array): ParsedTag | null {
    const { idLength } = this.#plan
    const tag = parseTag(bytes, 2 * idLength)
    if (tag !== null) {
      this.#tagIds.push(plannedId(this.#plan, pack, number), 0, idLength)
      this.#targets.pushHex(bytes, tag.objectAt, 2 * idLength)
    }
    return tag
  }

  finish(): GraphChunk {
    const tags = { ids: this.#tagIds.take(), targets: this.#targets.take() }
    return { commits: this.#commits.finish(), tags }
  }
}

/** Reads commits and tags for their graph, and nothing else. */
export class GraphVisitor implements ObjectVisitor {
  readonly #kernel: Kernel
  readonly #table: GraphTable

  constructor(kernel: Kernel, table: GraphTable) {
    this.#kernel = kernel
    this.#table = table
  }

  object(kind: ObjectKind, pack: number, number: number, ptr: number, len: number): number {
    const bytes = this.#kernel.bytes.subarray(ptr, ptr + len)
    if (kind === objectKinds.commit) this.#table.commit(pack, number, bytes)
    else if (kind === objectKinds.tag) this.#table.tag(pack, number, bytes)
    return 0
  }
}

/** The buffers to transfer with a chunk. */
export function graphChunkBuffers({ commits, tags }: GraphChunk): ArrayBuffer[] {
  return [...commitChunkBuffers(commits), tags.ids.buffer, tags.targets.buffer]
}
