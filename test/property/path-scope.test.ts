import { expect, test } from 'vitest'
import { findAtPaths, pathMarks } from '../../src/git/path-scope.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { createTreeSweep } from '../../src/git/tree-sweep.ts'
import { word } from '../../src/git/tree-bytes.ts'
import { compileSteps } from '../../src/sources/path-steps.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

type Tree = Map<string, { mode: string; id: Uint8Array }>

function bytesOf(tree: Tree): Buffer {
  const names = [...tree.keys()].toSorted()
  return Buffer.concat(
    names.flatMap((name) => {
      const { mode, id } = tree.get(name)!
      return [Buffer.from(`${mode} ${name}\0`), id]
    }),
  )
}

/** Made from `from` by edits, of which there may be hundreds. */
function edited(from: Tree, width: number, folders: readonly Uint8Array[], random: Seeded): Tree {
  const tree = new Map(from)
  for (let i = random.int(random.next() < 0.2 ? width : 4); i >= 0; i--) {
    const name = `n${random.int(width)}${random.pick(['', '.c'])}`
    const roll = random.next()
    if (roll < 0.2) tree.delete(name)
    else if (roll < 0.4 && folders.length > 0) {
      tree.set(name, { mode: '40000', id: random.pick(folders) })
    } else tree.set(name, { mode: '100644', id: random.bytes(20) })
  }
  return tree
}

test.each([
  ['small trees', 3, 0.3, 0.7],
  ['wide trees of which few are in scope', 700, 0.2, 0.3],
])('%s: what is found is what each tree by itself has', (_, width, share, parting) => {
  const random = seeded(`scope ${width}`)
  for (let round = 0; round < 12; round++) {
    const sweep = createTreeSweep('all-files', 20)
    const trees: { tree: Tree; id: Uint8Array }[] = []
    const ids: Uint8Array[] = []
    for (let family = 0; family < 3; family++) {
      const below = ids.slice()
      // Trees are made from any of those that the last one was made from.
      const line: { tree: Tree; serial: number }[] = [{ tree: new Map(), serial: 0 }]
      for (let i = 0; i < 60; i++) {
        if (random.next() < parting) line.length -= random.int(Math.min(line.length, 20))
        const base = line.at(-1)!
        const tree = edited(base.tree, width, below, random)
        const bytes = bytesOf(tree)
        const id = random.bytes(20)
        const serial = sweep.visit(id, 0, bytes, 0, bytes.length, base.serial)
        line.push({ tree, serial })
        trees.push({ tree, id })
        ids.push(id)
      }
    }
    const chunk = sweep.finish()
    const joined = joinSweeps([chunk])
    const roots = trees.filter(() => random.next() < share)
    const steps = compileSteps([
      random.pick(['*', '*.c', '*[0-4].c', 'n1/**', '/n2.c', '**/n3/*', 'n[45]/*.c']),
    ])

    const byId = new Map(trees.map(({ tree, id }) => [Buffer.from(id).toString('hex'), tree]))
    const expected = new Set<string>()
    const met = new Set<string>()
    const look = (id: string, state: number): void => {
      if (met.has(`${id} ${state}`)) return
      met.add(`${id} ${state}`)
      for (const [name, entry] of byId.get(id)!) {
        const hex = Buffer.from(entry.id).toString('hex')
        if (entry.mode !== '40000' && steps.file(state, name)) expected.add(hex.slice(0, 16))
        const inside = entry.mode === '40000' ? steps.folder(state, name) : -1
        if (inside >= 0) look(hex, inside)
      }
    }
    for (const { id } of roots) look(Buffer.from(id).toString('hex'), steps.root)

    const starts = roots.map(({ id }) => joined.find(word(id, 0), word(id, 4)))
    const found = new Set<string>()
    findAtPaths(joined, starts, steps).forEach((mark, record) => {
      const words = chunk.targets.slice(record * 2, record * 2 + 2)
      expect(mark).not.toBe(pathMarks.unread)
      if (mark === pathMarks.file) found.add(Buffer.from(words.buffer).toString('hex'))
    })
    expect([...found].toSorted()).toEqual([...expected].toSorted())
  }
})
