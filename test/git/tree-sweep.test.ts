import { expect, test } from 'vitest'
import { diffHeld } from '../../src/git/held-diff.ts'
import { findHeldTrees } from '../../src/git/held-trees.ts'
import { idToHex } from '../../src/git/object-id.ts'
import { pathName } from '../../src/git/path-name.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { createTreeSweep } from '../../src/git/tree-sweep.ts'
import { parseTree } from '../../src/git/tree.ts'
import {
  pathsByHand,
  pathsHeld,
  type RawEntry,
  type RawTree,
  treeBytes,
} from '../helpers/raw-trees.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

function tree(entries: readonly RawEntry[], id: Uint8Array): RawTree {
  return { id, bytes: treeBytes(entries) }
}

/** The ends that two trees share, as a delta might know them: now and then less than there is. */
function unchanged(base: Uint8Array, now: Uint8Array, random: Seeded): [from: number, to: number] {
  const most = Math.min(base.length, now.length)
  let head = 0
  while (head < most && base[head] === now[head]) head++
  let tail = 0
  while (tail < most && base[base.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const less = (length: number): number => (random.next() < 0.3 ? random.int(length + 1) : length)
  return [less(head), now.length - less(tail)]
}

/** Trees made from each other by small edits, nested, at odd offsets in one buffer. */
function randomTrees(random: Seeded, blobs: readonly Uint8Array[], count: number): RawTree[] {
  // Wide enough that a change leaves most of a tree alone.
  const more = Array.from({ length: 80 }, (_, i) => `${random.base62(1 + (i % 30))}${i}`)
  const names = ['a', 'b.txt', 'dir', 'e e', 'z\xff', 'lib', 'src', ...more]
  const trees: RawTree[] = []
  let entries: RawEntry[] = []
  for (let i = 0; i < count; i++) {
    entries = random.next() < 0.05 ? [] : [...entries]
    for (let edit = random.int(random.next() < 0.2 ? 40 : 3); edit >= 0; edit--) {
      const name = random.pick(names)
      entries = entries.filter((entry) => entry.name !== name)
      if (random.next() < 0.3) continue
      const nest = trees.length > 0 && random.next() < 0.1
      const mode = nest ? random.pick(['40000', '040000']) : random.pick(['100644', '120000'])
      const id = nest ? random.pick(trees).id : random.pick(blobs)
      entries.push({ mode, name, id })
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    trees.push(tree(entries, random.bytes(20)))
  }
  return trees
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'random trees %i: the paths found are the paths there are',
  (seed) => {
    const random = seeded(`sweep ${seed}`)
    const blobs = Array.from({ length: 8 }, () => random.bytes(20))
    const trees = randomTrees(random, blobs, 80)
    const byId = new Map(trees.map((item) => [idToHex(item.id), item]))
    const wanted = blobs.slice(0, 3)
    const sweeps = Array.from({ length: 3 }, () => createTreeSweep(Buffer.concat(wanted), 20))
    // Any tree may be another's base: a depth-first walk of random families, spread over three workers.
    const paths = sweeps.map((): { item: RawTree; serial: number }[] => [])
    for (const item of trees) {
      const worker = random.int(3)
      const path = paths[worker]!
      path.length = random.int(path.length + 1)
      const pad = random.int(5)
      const bytes = Buffer.concat([Buffer.alloc(pad, 1), item.bytes, Buffer.alloc(3, 1)])
      const end = pad + item.bytes.length
      const base = path.at(-1)
      const [from, to] = base ? unchanged(base.item.bytes, item.bytes, random) : [0, end - pad]
      const serial = sweeps[worker]!.visit(item.id, 0, bytes, pad, end, base?.serial ?? 0, from, to)
      path.push({ item, serial })
    }
    const chunks = sweeps.map((sweep) => structuredClone(sweep.finish()))
    expect(chunks.map((chunk) => chunk.malformed)).toEqual([0, 0, 0])
    for (const root of trees) {
      expect(pathsHeld(root, chunks)).toEqual(
        pathsByHand(
          root,
          byId,
          wanted.map((id) => idToHex(id)),
        ),
      )
    }
  },
)

test('two entries of one name, which git forbids, lose nothing', () => {
  const random = seeded('twins')
  const [blob, other] = [random.bytes(20), random.bytes(20)]
  const file = (name: string, id: Uint8Array): RawEntry => ({ mode: '100644', name, id })
  const base = tree([file('a', blob)], random.bytes(20))
  const twins = tree([file('a', blob), file('a', blob), file('a', other)], random.bytes(20))
  const after = tree([file('a', other), file('b', blob)], random.bytes(20))
  const sweep = createTreeSweep(blob, 20)
  const first = sweep.visit(base.id, 0, base.bytes, 0, base.bytes.length, 0)
  const second = sweep.visit(twins.id, 0, twins.bytes, 0, twins.bytes.length, first)
  sweep.visit(after.id, 0, after.bytes, 0, after.bytes.length, second)
  const chunks = [sweep.finish()]
  expect([base, twins, after].map((item) => pathsHeld(item, chunks))).toEqual([
    ['a 0'],
    ['a 0'],
    ['b 0'],
  ])
})

test('malformed trees are counted and read up to the damage', () => {
  const random = seeded('malformed')
  const blob = random.bytes(20)
  const good = tree([{ mode: '100644', name: 'a', id: blob }], random.bytes(20)).bytes
  const sweep = createTreeSweep(blob, 20)
  const bad = [
    Buffer.concat([good, Buffer.from('100644 no end')]),
    Buffer.concat([good, Buffer.from('100644 short\0abc')]),
    Buffer.concat([good, Buffer.from('9 x\0'), blob]),
    Buffer.concat([good, Buffer.from(' x\0'), blob]),
    good.subarray(0, 5),
  ].map((bytes) => ({ bytes, id: random.bytes(20) }))
  for (const { bytes, id } of bad) sweep.visit(id, 0, bytes, 0, bytes.length, 0)
  const chunk = sweep.finish()
  expect(chunk.malformed).toBe(bad.length)
  expect(bad.map((item) => pathsHeld(item, [chunk]).length)).toEqual([1, 1, 1, 1, 0])
  expect(bad.map((item) => parseTree(item.bytes, 20).entries.length)).toEqual([1, 1, 1, 1, 0])
  for (let round = 0; round < 2000; round++) {
    const bytes = Buffer.from(Buffer.concat([good, good, good]))
    for (let i = 0; i < 3; i++) bytes[random.int(bytes.length)] = random.int(256)
    sweep.visit(random.bytes(20), 0, bytes, 0, bytes.length, 0)
  }
})

test('a tree that explodes into paths ends at a limit', () => {
  const random = seeded('bomb')
  const blob = random.bytes(20)
  const sweep = createTreeSweep(blob, 20)
  let id = blob
  let mode = '100644'
  for (let level = 0; level < 12; level++) {
    const entries = Array.from({ length: 10 }, (_, i) => ({ mode, name: `n${i}`, id }))
    const next = tree(entries, random.bytes(20))
    sweep.visit(next.id, 0, next.bytes, 0, next.bytes.length, 0)
    id = next.id
    mode = '40000'
  }
  const trees = findHeldTrees(joinSweeps([sweep.finish()]))
  let paths = 0
  const complete = diffHeld(trees, trees.nodeOf(id, 0), [], () => paths++)
  expect(complete).toBe(false)
  expect(paths).toBeLessThan(250_000)
})

test('folders nested deeper than any path', () => {
  const random = seeded('deep')
  const blob = random.bytes(20)
  const sweep = createTreeSweep(blob, 20)
  let id = blob
  let mode = '100644'
  for (let level = 0; level < 20_000; level++) {
    const next = tree([{ mode, name: 'd', id }], random.bytes(20))
    sweep.visit(next.id, 0, next.bytes, 0, next.bytes.length, 0)
    id = next.id
    mode = '40000'
  }
  const trees = findHeldTrees(joinSweeps([sweep.finish()]))
  expect(diffHeld(trees, trees.nodeOf(id, 0), [], () => {})).toBe(false)
})

test('paths that are not UTF-8 are percent-encoded, and say so', () => {
  expect(pathName(Buffer.from('grün/ß 100%').toString('latin1'))).toEqual({
    path: 'grün/ß 100%',
    encoded: false,
  })
  expect(pathName('a b/\xff%\n')).toEqual({ path: 'a%20b/%FF%25%0A', encoded: true })
})
