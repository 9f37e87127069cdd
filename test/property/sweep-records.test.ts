import { expect, test } from 'vitest'
import { listMissing, MissingIds } from '../../src/git/missing-ids.ts'
import { idToHex } from '../../src/git/object-id.ts'
import type { ObjectPlan } from '../../src/git/object-plan.ts'
import { indexPlan } from '../../src/git/planned-ids.ts'
import { type KeptTree, SweepRecords, tableBytes } from '../../src/git/sweep-records.ts'
import { parseTree } from '../../src/git/tree.ts'
import { kernelAbove } from '../../src/kernel/kernel-above.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { treeStates } from '../../src/kernel/trees.ts'
import {
  pathsByHand,
  pathsHeld,
  type RawEntry,
  type RawTree,
  treeBytes,
} from '../helpers/raw-trees.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'
import { type DeltaOp, encodeDelta } from '../kernel/naive.ts'

interface Tree extends RawTree {
  readonly entries: readonly RawEntry[]
}

function goesBefore(a: RawEntry, b: RawEntry): number {
  const [x, y] = [a, b].map(({ mode, name }) => name + (mode.endsWith('40000') ? '/' : '\0'))
  return x! < y! ? -1 : 1
}

/** A tree made from another by a few edits; now and then one that git would not make. */
function edited(from: readonly RawEntry[], random: Seeded, pick: () => RawEntry): Tree {
  const edits = from.length === 0 ? 40 : random.int(random.next() < 0.1 ? 30 : 4)
  let entries = [...from]
  for (let edit = 0; edit < edits; edit++) {
    const entry = pick()
    const isSame = (other: RawEntry): boolean =>
      other.name === entry.name && (other.mode === '40000') === (entry.mode === '40000')
    entries = entries.filter((other) => !isSame(other))
    if (random.next() < 0.7) entries.push(entry)
  }
  entries.sort(goesBefore)
  const fate = random.next()
  if (fate < 0.03) entries.reverse()
  else if (fate < 0.06 && entries.length > 0) entries.push(random.pick(entries))
  let bytes = treeBytes(entries)
  if (fate > 0.97) bytes = bytes.subarray(0, random.int(bytes.length + 1))
  else if (fate > 0.95) bytes = Buffer.concat([bytes, Buffer.from('9 x\0')])
  return { id: random.bytes(20), entries, bytes }
}

/** Whole entries and their beginnings copied out of the base where it has them, in pieces of any length. */
function deltaOps(base: Tree, tree: Tree, random: Seeded): DeltaOp[] {
  const ops: DeltaOp[] = []
  const share = random.next() < 0.2 ? random.next() : 1
  const all = Buffer.from(base.bytes)
  for (let at = 0; at < tree.bytes.length;) {
    const left = tree.bytes.length - at
    const piece = Buffer.from(tree.bytes.subarray(at, at + Math.min(left, 1 + random.int(16))))
    const found = all.indexOf(piece)
    if (found < 0 || random.next() > share) {
      ops.push({ insert: piece })
      at += piece.length
      continue
    }
    let length = piece.length
    while (
      at + length < tree.bytes.length &&
      found + length < all.length &&
      all[found + length] === tree.bytes[at + length]
    ) {
      length++
    }
    if (random.next() < 0.3) length = 1 + random.int(length)
    ops.push({ copy: [found, length] })
    at += length
  }
  return ops
}

function missingByHand(trees: readonly Tree[], here: ReadonlySet<string>): string[] {
  const missing = new Set<string>()
  for (const { bytes } of trees) {
    for (const { mode, idAt } of parseTree(bytes, 20).entries) {
      const id = idToHex(bytes, idAt, 20)
      if ((mode & 0o170000) !== 0o160000 && !here.has(id)) missing.add(id)
    }
  }
  return [...missing].toSorted()
}

const whole = createKernel()

test.runIf(whole.trees !== null).each(Array.from({ length: 30 }, (_, i) => i))(
  'random families of trees %i: what the kernel tells is what they hold',
  (seed) => {
    const random = seeded(`records ${seed}`)
    const blobs = Array.from({ length: 12 }, () => random.bytes(20))
    const wantedIds = random.next() < 0.1 ? [] : blobs.slice(0, 3)
    const names = Array.from({ length: 60 }, (_, i) => `${random.base62(random.int(20))}${i % 40}`)
    names.push('a', 'a-b', 'a.b', 'a0', 'n'.repeat(56), 'm'.repeat(57), 'x'.repeat(300))
    const trees: Tree[] = []
    const pick = (): RawEntry => {
      // Two deep at most, or paths would multiply without end.
      const isTree = trees.length > 10 && random.next() < 0.3
      const mode = isTree ? '40000' : random.pick(['100644', '100755', '120000', '160000'])
      const id = isTree ? random.pick(trees.slice(0, 10)).id : random.pick(blobs)
      return { mode, name: random.pick(names), id }
    }
    const absent = new Set(blobs.slice(9).map((id) => idToHex(id)))
    const baseOf: (Tree | null)[] = []
    for (let i = 0; i < 50; i++) {
      const base = i > 0 && random.next() < 0.85 ? random.pick(trees) : null
      trees.push(edited(base?.entries ?? [], random, pick))
      baseOf.push(base)
    }
    const ids = Buffer.concat([...trees.map(({ id }) => id), ...blobs.slice(0, 9)])
    const loose = { count: ids.length / 20, ids }
    const planned = indexPlan({ idLength: 20, packs: [], loose } as unknown as ObjectPlan)
    const missing = new MissingIds(planned)
    const tables = whole.heapStart
    expect(whole.reserve(tables + tableBytes(planned))).toBe(true)
    const kernel = kernelAbove(whole, tables + tableBytes(planned))
    const wanted = Buffer.concat(wantedIds)
    const records = new SweepRecords(kernel, whole.trees!, tables, wanted, planned, missing)
    let next = kernel.heapStart
    const put = (bytes: Uint8Array, room: number): number => {
      const ptr = next
      next = (ptr + room + 15) & ~15
      expect(kernel.reserve(next)).toBe(true)
      kernel.bytes.set(bytes, ptr)
      return ptr
    }
    const kept = new Map<Tree, KeptTree>()
    for (const [i, tree] of trees.entries()) {
      const base = baseOf[i]!
      const { length: len } = tree.bytes
      const frame = {
        ptr: put(new Uint8Array(len), records.roomFor(len)),
        len,
        serial: 0,
        bounds: 0,
      }
      if (base === null) {
        kernel.bytes.set(tree.bytes, frame.ptr)
        records.addWhole(tree.id, 0, frame)
      } else {
        const delta = encodeDelta(base.bytes.length, len, deltaOps(base, tree, random))
        const deltaPtr = put(delta, delta.length)
        expect(records.make(kept.get(base)!, deltaPtr, delta.length, frame)).toBe(true)
        records.begin()
        records.addMade(tree.id, 0, kept.get(base)!, frame)
        if (random.next() < 0.1) {
          records.forget()
          records.addWhole(tree.id, 0, frame)
        }
      }
      expect(Buffer.from(kernel.bytes.subarray(frame.ptr, frame.ptr + len))).toEqual(
        Buffer.from(tree.bytes),
      )
      kept.set(tree, frame)
    }
    const byId = new Map(trees.map((tree) => [idToHex(tree.id), tree]))
    const chunks = structuredClone(records.finish())
    const broken = trees.filter(({ bytes }) => !parseTree(bytes, 20).complete)
    expect(chunks.map(({ malformed }) => malformed)).toEqual([broken.length])
    const wantedHex = wantedIds.map((id) => idToHex(id))
    // Twins in a tree are told once.
    const once = (paths: readonly string[]): string[] => [...new Set(paths)]
    for (const tree of trees) {
      expect(once(pathsHeld(tree, chunks))).toEqual(once(pathsByHand(tree, byId, wantedHex)))
    }
    const here = new Set(
      [...byId.keys(), ...blobs.map((id) => idToHex(id))].filter((id) => !absent.has(id)),
    )
    expect(listMissing(missing.finish(), 20).map(({ id }) => id)).toEqual(
      missingByHand(trees, here),
    )
  },
)

test.runIf(whole.trees !== null)(
  'a broken delta is refused as by the other loop over deltas',
  () => {
    const random = seeded('broken deltas of trees')
    const pick = (): RawEntry => ({
      mode: random.pick(['100644', '40000']),
      name: random.base62(1 + random.int(12)),
      id: random.bytes(20),
    })
    const bounds = 2 ** 16
    const basePtr = whole.heapStart + 2 ** 20
    const deltaPtr = basePtr + 2 ** 18
    const outPtr = deltaPtr + 2 ** 18
    expect(whole.reserve(outPtr + 2 ** 18)).toBe(true)
    whole.trees!.setTrees(20, whole.heapStart, 1024, 1)
    let fits = 0
    for (let round = 0; round < 1500; round++) {
      const base = edited([], random, pick)
      const tree = edited(base.entries, random, pick)
      const delta = encodeDelta(base.bytes.length, tree.bytes.length, deltaOps(base, tree, random))
      for (let edit = random.int(4); edit > 0; edit--)
        delta[random.int(delta.length)] = random.int(256)
      const { bytes, eventsPtr, eventsCap } = whole
      const len = tree.bytes.length
      bytes.set(base.bytes, basePtr)
      bytes.set(delta, deltaPtr)
      const expected = whole.applyDelta(
        basePtr,
        base.bytes.length,
        deltaPtr,
        delta.length,
        outPtr,
        len,
        whole.windowsPtr,
        0,
        0,
        0,
        0,
        0,
        0,
      )
      const out = bytes.slice(outPtr, outPtr + len)
      bytes.fill(0x55, outPtr, outPtr + 2 ** 17)
      whole.trees!.readTree(basePtr, base.bytes.length, 0, basePtr + bounds, eventsPtr, eventsCap)
      const isSorted = whole.trees!.treeStatus() === treeStates.sorted
      const count = whole.trees!.makeTree(
        basePtr,
        base.bytes.length,
        basePtr + bounds,
        isSorted ? whole.trees!.treeBounds() : 0,
        deltaPtr,
        delta.length,
        outPtr,
        len,
        outPtr + bounds,
        eventsPtr,
        eventsCap,
      )
      expect(Math.min(count, 0)).toBe(Math.min(expected, 0))
      expect(bytes.subarray(outPtr + len, outPtr + bounds).every((byte) => byte === 0x55)).toBe(
        true,
      )
      if (count < 0) continue
      fits++
      expect(Buffer.from(bytes.subarray(outPtr, outPtr + len)).equals(out)).toBe(true)
    }
    expect(fits).toBeGreaterThan(100)
  },
)
