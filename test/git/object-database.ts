import { CoverageLog } from '../../src/model/coverage-log.ts'
import { idFromHex } from '../../src/git/object-id.ts'
import { type ObjectKind, kindNames } from '../../src/git/object-kind.ts'
import { plannedHex, planObjects } from '../../src/git/object-plan.ts'
import { openObjectStore, type ReadResult } from '../../src/git/object-store.ts'
import { createPackWalker, type WalkOptions } from '../../src/git/pack-walk.ts'
import { openRepository } from '../../src/git/repository.ts'
import { splitWork } from '../../src/git/work-split.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import type { Repo } from '../helpers/git-repo.ts'

/** Objects by hex id, as `type:content` with one character per byte. */
export type Objects = Map<string, string>

const allKinds: readonly ObjectKind[] = [1, 2, 3, 4]

/** What git itself finds in the object database, alternates included. */
export async function objectsOfGit(repo: Repo): Promise<Objects> {
  const output = await repo.gitBytes([
    'cat-file',
    '--batch-all-objects',
    '--batch',
    '--unordered',
    '--buffer',
  ])
  const objects: Objects = new Map()
  for (let at = 0; at < output.length;) {
    const line = output.indexOf(10, at)
    const [hex, type, size] = output.toString('latin1', at, line).split(' ')
    const end = line + 1 + Number(size)
    objects.set(hex!, `${type}:${output.toString('latin1', line + 1, end)}`)
    at = end + 1
  }
  return objects
}

/** The same ids, each read by random access. */
export function objectsOfStore(dir: string, ids: Iterable<string>): Objects {
  const store = openObjectStore(openRepository(dir))
  const objects: Objects = new Map()
  for (const hex of ids) objects.set(hex, describeResult(store.read(idFromHex(hex)!)))
  store.close()
  return objects
}

function describeResult(result: ReadResult): string {
  if (result.status !== 'ok') return result.status
  return `${kindNames[result.kind]}:${Buffer.from(result.bytes).toString('latin1')}`
}

export interface Walked {
  readonly objects: Objects
  /** Ids that were shown more than once. */
  readonly again: readonly string[]
  /** Different runs of 20 token bytes and more, found in the windows where those are offered. */
  readonly runs: ReadonlySet<string>
  /** The same, each object probed in full. */
  readonly allRuns: ReadonlySet<string>
  readonly windowed: number
  readonly coverage: Coverage
}

export interface WalkedOptions extends Partial<Omit<WalkOptions, 'kernel'>> {
  readonly kernel?: Kernel
  readonly kinds?: readonly ObjectKind[]
  readonly batchBytes?: number
}

/** Everything a walk over the whole database shows. */
export function objectsOfWalk(dir: string, options: WalkedOptions = {}): Walked {
  const repository = openRepository(dir)
  const coverage = new CoverageLog()
  const plan = planObjects(repository, coverage)
  const work = splitWork(plan, options.kinds ?? allKinds, options.batchBytes ?? 1000)
  const kernel = options.kernel ?? createKernel()
  const walker = createPackWalker({ repository, work, kernel, coverage, ...options })
  const objects: Objects = new Map()
  const again: string[] = []
  const runs = new Set<string>()
  const allRuns = new Set<string>()
  const { runsPtr, runsCap, windowsPtr } = kernel
  let windowed = 0
  const text = (from: number, to: number): string =>
    Buffer.from(kernel.bytes.subarray(from, to)).toString('latin1')
  const collect = (into: Set<string>, ptr: number, count: number): void => {
    const list = kernel.words.slice(runsPtr >>> 2, (runsPtr >>> 2) + 2 * count)
    for (let i = 0; i < list.length; i += 2) into.add(text(ptr + list[i]!, ptr + list[i + 1]!))
  }
  for (const batch of work.batches) {
    walker.walk(batch, {
      object(kind, pack, number, ptr, len, windowCount) {
        const hex = plannedHex(plan, pack, number)
        if (objects.has(hex)) again.push(hex)
        objects.set(hex, `${kindNames[kind]}:${text(ptr, ptr + len)}`)
        if (windowCount >= 0) windowed++
        const count =
          windowCount < 0
            ? kernel.probe(ptr, len, 0, len, 20, runsPtr, runsCap)
            : kernel.probeWindows(ptr, len, windowsPtr, windowCount, 20, runsPtr, runsCap)
        collect(runs, ptr, count)
        collect(allRuns, ptr, kernel.probe(ptr, len, 0, len, 20, runsPtr, runsCap))
        return 0
      },
    })
  }
  walker.close()
  return { objects, again, runs, allRuns, windowed, coverage: coverage.snapshot() }
}

/** Sorted, for comparing maps with a readable difference. */
export function sortedEntries(objects: Objects): (readonly [string, string])[] {
  return [...objects].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
