import { expect, test } from 'vitest'
import { diffHeld } from '../../src/git/held-diff.ts'
import { findHeldTrees, type HeldTrees } from '../../src/git/held-trees.ts'
import { idFromHex } from '../../src/git/object-id.ts'
import { objectKinds } from '../../src/git/object-kind.ts'
import { planObjects } from '../../src/git/object-plan.ts'
import { MissingIds } from '../../src/git/missing-ids.ts'
import { findAtPaths } from '../../src/git/path-scope.ts'
import { createPackWalker } from '../../src/git/pack-walk.ts'
import { indexPlan } from '../../src/git/planned-ids.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import type { TreeSweepChunk } from '../../src/git/sweep-chunk.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { createSweeper } from '../../src/git/sweeper.ts'
import { createSweepVisitor } from '../../src/git/sweep-visitor.ts'
import { isTreeMode, parseTree } from '../../src/git/tree.ts'
import { createTreeSweep } from '../../src/git/tree-sweep.ts'
import { listWanted } from '../../src/git/wanted.ts'
import type { SweepWanted } from '../../src/git/wanted-files.ts'
import { type Batch, splitWork, type WorkList } from '../../src/git/work-split.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { feed, sweepTrees } from '../git/feed.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

/** Wide folders that change a little at a time: what packs make long delta chains of. */
function history(commits: number): string {
  const random = seeded('provenance walk')
  let stream = ''
  for (let mark = 1; mark <= commits; mark++) {
    stream += `commit refs/heads/main\nmark :${mark}\ncommitter C <c@example.com> ${mark} +0000\n`
    stream += `data 1\nm\n${mark > 1 ? `from :${mark - 1}\n` : ''}`
    for (let edit = mark === 1 ? 400 : random.int(4); edit >= 0; edit--) {
      const folder = random.pick(['', 'lib/', 'lib/deep/', 'test/', `pkg${random.int(30)}/`])
      const path = `${folder}file${random.int(120)}`
      if (random.next() < 0.3 && mark > 1) stream += `D ${path}\n`
      else {
        const text = `content ${random.int(200)}`
        stream += `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`
      }
    }
  }
  return `${stream}done\n`
}

/** Two threads' worth of sweeps: with the walker of all objects, and as scans have it. */
type Readers = (
  work: WorkList,
  wanted: SweepWanted,
  repo: Repository,
) => { read: (batch: Batch) => void; finish: () => TreeSweepChunk[]; close: () => void }

const plainly: Readers = (work, wanted, repository) => {
  const kernel = createKernel()
  const walker = createPackWalker({ repository, work, kernel, coverage: new CoverageLog() })
  const sweep = createTreeSweep(wanted, 20)
  const visitor = createSweepVisitor(sweep, kernel, work.plan)
  return {
    read: (batch) => walker.walk(batch, visitor),
    finish: () => [sweep.finish()],
    close: () => walker.close(),
  }
}

const inKernel: Readers = (work, wanted, repository) => {
  const planned = indexPlan(work.plan)
  return createSweeper({
    ...{ repository, work, wanted, planned },
    kernel: createKernel(),
    coverage: new CoverageLog(),
    maxMemory: 2 ** 26,
    missing: new MissingIds(planned),
  })
}

const bothReaders = [
  ['by the walker of all objects', plainly],
  ['by the one for trees', inKernel],
] as const

test.each(bothReaders)(
  'trees read from packs as differences %s hold what whole trees hold',
  async (_, open) => {
    await using repo = await createRepo()
    await repo.gitBytes(['fast-import', '--quiet', '--done'], history(300))
    await repo.git('repack', '-q', '-a', '-d', '-f', '--depth=50', '--window=50')
    const from = await feed(repo)
    const blobs = [...from.objects].flatMap(([id, { type }]) => (type === 'blob' ? [id] : []))
    const groups = blobs.slice(0, 60).map((blob, group) => ({ group, blobs: [blob] }))
    const wanted = listWanted(groups, 20)

    const repository = openRepository(repo.dir)
    const coverage = new CoverageLog()
    const plan = planObjects(repository, coverage)
    const work = splitWork(plan, [objectKinds.tree], 2000)
    const sweeps = [open(work, wanted.ids, repository), open(work, wanted.ids, repository)]
    // Large families are cut into parts, which begin with a delta.
    expect([...work.roots[0]!].some((root) => plan.packs[0]!.bases[root]! >= 0)).toBe(true)
    work.batches.forEach((batch, i) => sweeps[i % 2]!.read(batch))
    const chunks = sweeps.flatMap((sweep) => sweep.finish())
    // One each: nothing was left to another way of reading.
    expect(chunks.length).toBe(2)
    for (const sweep of sweeps) sweep.close()
    const read = findHeldTrees(joinSweeps(chunks))
    const whole = sweepTrees(from, groups)

    const trees = [...from.objects].flatMap(([id, { type }]) => (type === 'tree' ? [id] : []))
    expect(chunks.reduce((sum, chunk) => sum + chunk.count, 0)).toBe(trees.length)
    // Made from deltas indeed, else this shows nothing.
    const derived = chunks.flatMap((chunk) => [...chunk.bases]).filter((base) => base > 0)
    expect(derived.length).toBeGreaterThan(trees.length / 2)
    const paths = (held: HeldTrees, id: string): string[] => {
      const found: string[] = []
      const node = held.nodeOf(idFromHex(id)!, 0)
      diffHeld(held, node, [], (path, blob) => found.push(`${path} ${blob}`))
      return found.toSorted()
    }
    for (const id of trees) expect(paths(read, id)).toEqual(paths(whole, id))
  },
)

test.each(bothReaders)(
  'trees read %s with all files hold what whole trees hold',
  async (_, open) => {
    await using repo = await createRepo()
    await repo.gitBytes(['fast-import', '--quiet', '--done'], history(300))
    await repo.git('repack', '-q', '-a', '-d', '-f', '--depth=50', '--window=50')
    const { objects } = await feed(repo)
    const repository = openRepository(repo.dir)
    const work = splitWork(planObjects(repository, new CoverageLog()), [objectKinds.tree], 2000)
    const sweep = open(work, 'all-files', repository)
    for (const batch of work.batches) sweep.read(batch)
    const chunks = sweep.finish()
    sweep.close()
    const joined = joinSweeps(chunks)
    const targets = chunks.flatMap((chunk) => [...chunk.targets])

    const below = (hex: string, found: Set<string>): void => {
      const { bytes } = objects.get(hex)!
      for (const { mode, idAt } of parseTree(bytes, 20).entries) {
        const entry = Buffer.from(bytes.subarray(idAt, idAt + 20)).toString('hex')
        if (isTreeMode(mode)) below(entry, found)
        else found.add(entry.slice(0, 16))
      }
    }
    const random = seeded('roots')
    const trees = [...objects].flatMap(([id, { type }]) => (type === 'tree' ? [id] : []))
    for (let round = 0; round < 20; round++) {
      const roots = Array.from({ length: 1 + random.int(20) }, () => random.pick(trees))
      const expected = new Set<string>()
      for (const root of roots) below(root, expected)
      const starts = roots.map((root) => {
        const id = Buffer.from(root, 'hex')
        return joined.find(id.readUInt32LE(0), id.readUInt32LE(4))
      })
      const steps = { root: 0, folder: () => 0, file: () => true }
      const found = new Set<string>()
      findAtPaths(joined, starts, steps).forEach((mark, record) => {
        const words = Uint32Array.from(targets.slice(record * 2, record * 2 + 2))
        if (mark !== 0) found.add(Buffer.from(words.buffer).toString('hex'))
      })
      expect([...found].toSorted()).toEqual([...expected].toSorted())
    }
  },
)
