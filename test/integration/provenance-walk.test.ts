import { expect, test } from 'vitest'
import { diffHeld } from '../../src/git/held-diff.ts'
import { findHeldTrees, type HeldTrees } from '../../src/git/held-trees.ts'
import { idFromHex } from '../../src/git/object-id.ts'
import { objectKinds } from '../../src/git/object-kind.ts'
import { planObjects } from '../../src/git/object-plan.ts'
import { createPackWalker } from '../../src/git/pack-walk.ts'
import { openRepository } from '../../src/git/repository.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { createSweepVisitor } from '../../src/git/sweep-visitor.ts'
import { createTreeSweep } from '../../src/git/tree-sweep.ts'
import { listWanted } from '../../src/git/wanted.ts'
import { splitWork } from '../../src/git/work-split.ts'
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

test('trees read from packs as differences hold what whole trees hold', async () => {
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
  const kernel = createKernel()
  const walker = createPackWalker({ repository, work, kernel, coverage })
  const sweeps = [createTreeSweep(wanted.ids, 20), createTreeSweep(wanted.ids, 20)]
  const visitors = sweeps.map((sweep) => createSweepVisitor(sweep, kernel, plan))
  work.batches.forEach((batch, i) => walker.walk(batch, visitors[i % 2]!))
  walker.close()
  const chunks = sweeps.map((sweep) => sweep.finish())
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
})
