import { expect, test } from 'vitest'
import { type CommitGraph, commitId, joinCommitTables } from '../../src/git/commit-graph.ts'
import { type CommitChunk, CommitColumns } from '../../src/git/commit-table.ts'
import { extendGraph } from '../../src/git/graph-extend.ts'
import { idFromHex, idToHex } from '../../src/git/object-id.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

interface Made {
  readonly id: string
  readonly parents: readonly string[]
  readonly time: number
}

/** Commits on earlier ones; some name a parent that is not among them. */
function randomCommits(random: Seeded, count: number): Made[] {
  const commits: Made[] = []
  for (let i = 0; i < count; i++) {
    const parents = Array.from({ length: Math.min(i, random.int(3)) }, () =>
      random.next() < 0.1 ? random.hex(40) : commits[random.int(commits.length)]!.id,
    )
    commits.push({ id: random.hex(40), parents: [...new Set(parents)], time: i })
  }
  return commits
}

function chunkOf(commits: readonly Made[]): CommitChunk {
  const columns = new CommitColumns(20)
  for (const { id, parents, time } of commits) {
    columns.ids.push(idFromHex(id)!, 0, 20)
    columns.trees.push(idFromHex(id)!.toReversed(), 0, 20)
    for (const parent of parents) columns.parentIds.push(idFromHex(parent)!, 0, 20)
    columns.endCommit(time, time % 60, time + 1)
  }
  return columns.finish()
}

/** All but the order, which is checked to be one. */
function told(graph: CommitGraph): unknown {
  const { order, index, absent, ...rest } = graph
  const seen = new Set<number>()
  for (const commit of order) {
    for (let p = graph.parentStarts[commit]!; p < graph.parentStarts[commit + 1]!; p++) {
      const parent = graph.parents[p]!
      expect(parent < 0 || seen.has(parent)).toBe(true)
    }
    seen.add(commit)
  }
  expect(seen.size).toBe(graph.count)
  for (let i = 0; i < graph.count; i++) expect(index.find(graph.ids, i * 20)).toBe(i)
  return { ...rest, absent: absent.map(({ commit, id }) => [commitId(graph, commit), idToHex(id)]) }
}

test('a graph with more commits is the one made of all of them', () => {
  const random = seeded('graph extend')
  for (let round = 0; round < 200; round++) {
    const commits = randomCommits(random, 1 + random.int(40))
    // Any of them may come later, parents too; some come twice.
    const early = commits.filter(() => random.next() < 0.6)
    const late = commits.filter((commit) => !early.includes(commit) || random.next() < 0.2)
    const parts = [late.filter((_, i) => i % 2 === 0), late.filter((_, i) => i % 2 === 1)]
    const base = joinCommitTables([chunkOf(early)])
    const { graph, added } = extendGraph(base, parts.map(chunkOf))
    expect(told(graph)).toEqual(told(joinCommitTables([chunkOf(commits)])))
    const isOld = new Set(early.map(({ id }) => id))
    const ids = Array.from({ length: graph.count }, (_, i) => idToHex(graph.ids, i * 20, 20))
    expect([...added]).toEqual(ids.flatMap((id, i) => (isOld.has(id) ? [] : [i])))
  }
})
