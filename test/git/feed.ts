import { join } from 'node:path'
import { type CommitGraph, joinCommitTables } from '../../src/git/commit-graph.ts'
import { createCommitTable } from '../../src/git/commit-table.ts'
import { type HeldTrees, findHeldTrees } from '../../src/git/held-trees.ts'
import { idFromHex } from '../../src/git/object-id.ts'
import { kindFromName } from '../../src/git/object-kind.ts'
import type { ReadResult } from '../../src/git/read-result.ts'
import { peelRefs } from '../../src/git/peel-refs.ts'
import { type GroupProvenance, resolveProvenance } from '../../src/git/provenance.ts'
import { readRefs } from '../../src/git/read-refs.ts'
import type { RefSnapshot } from '../../src/git/refs.ts'
import type { Repository } from '../../src/git/repository.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { createTreeSweep } from '../../src/git/tree-sweep.ts'
import { type WantedGroup, listWanted } from '../../src/git/wanted.ts'
import type { Repo } from '../helpers/git-repo.ts'

/** Everything git itself finds in an object database, for tests of what is built on top of reading it. */
export interface Feed {
  readonly objects: ReadonlyMap<string, { type: string; bytes: Uint8Array }>
  readonly store: { read(id: Uint8Array): ReadResult }
  readonly graph: CommitGraph
  readonly refs: RefSnapshot
  readonly idLength: 20 | 32
}

export function repositoryOf(repo: Repo, changes: Partial<Repository> = {}): Repository {
  const gitDir = join(repo.dir, '.git')
  return {
    gitDir,
    commonDir: gitDir,
    workTree: repo.dir,
    objectFormat: 'sha1',
    refStorage: 'files',
    objectDirs: [join(gitDir, 'objects')],
    shallow: false,
    partial: false,
    ...changes,
  }
}

export async function feed(repo: Repo, repository: Repository = repositoryOf(repo)): Promise<Feed> {
  const out = await repo.gitBytes([
    '--no-replace-objects',
    'cat-file',
    '--batch-all-objects',
    '--batch',
  ])
  const objects = new Map<string, { type: string; bytes: Uint8Array }>()
  for (let at = 0; at < out.length;) {
    const end = out.indexOf(0x0a, at)
    const [id, type, size] = out.toString('latin1', at, end).split(' ')
    const bytes = out.subarray(end + 1, end + 1 + Number(size))
    objects.set(id!, { type: type!, bytes })
    at = end + 2 + Number(size)
  }
  const idLength = repository.objectFormat === 'sha256' ? 32 : 20
  // Two tables, so that joining is always tested too.
  const tables = [
    createCommitTable(repository.objectFormat),
    createCommitTable(repository.objectFormat),
  ]
  let turn = 0
  for (const [id, { type, bytes }] of objects) {
    if (type === 'commit') tables[turn++ % 2]!.add(idFromHex(id)!, 0, bytes)
  }
  const graph = joinCommitTables(tables.map((table) => table.finish()))
  const store = {
    read(id: Uint8Array): ReadResult {
      const object = objects.get(Buffer.from(id).toString('hex'))
      if (!object) return { status: 'missing' }
      return { status: 'ok', kind: kindFromName(object.type)!, bytes: object.bytes }
    },
  }
  const refs = peelRefs(readRefs(repository), store, graph)
  return { objects, store, graph, refs, idLength }
}

/** Sweeps all trees as families whose members are made from each other, in an order of its own. */
export function sweepTrees(from: Feed, groups: readonly WantedGroup[]): HeldTrees {
  const wanted = listWanted(groups, from.idLength)
  const sweeps = [
    createTreeSweep(wanted.ids, from.idLength),
    createTreeSweep(wanted.ids, from.idLength),
  ]
  const bases = [0, 0]
  let turn = 0
  for (const [id, { type, bytes }] of from.objects) {
    if (type !== 'tree') continue
    // Chains of 7 on random bases: any tree may be the delta base of any other.
    const at = Math.floor(turn / 7) % 2
    const base = turn % 7 === 0 ? 0 : bases[at]!
    bases[at] = sweeps[at]!.visit(idFromHex(id)!, 0, bytes, 0, bytes.length, base)
    turn++
  }
  return findHeldTrees(joinSweeps(sweeps.map((sweep) => sweep.finish())))
}

export function provenance(
  from: Feed,
  groups: readonly WantedGroup[],
  now: number = Date.UTC(2024, 11, 31) / 1000,
): GroupProvenance[] {
  return resolveProvenance({
    graph: from.graph,
    held: sweepTrees(from, groups),
    refs: from.refs,
    groups,
    wanted: listWanted(groups, from.idLength),
    now,
  })
}
