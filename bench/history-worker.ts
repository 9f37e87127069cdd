// One pass over a repository's objects on N threads, in one of several modes; started by history-objects.mjs.
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { createInflater } from '../src/git/inflate.ts'
import { planObjects } from '../src/git/object-plan.ts'
import { PackFile } from '../src/git/pack-file.ts'
import { createPackWalker } from '../src/git/pack-walk.ts'
import { openRepository, type Repository } from '../src/git/repository.ts'
import { splitWork, type WorkList } from '../src/git/work-split.ts'
import { createKernel } from '../src/kernel/create-kernel.ts'
import { createJsKernel } from '../src/kernel/js-kernel.ts'
import { CoverageLog } from '../src/model/coverage-log.ts'

/**
 * floor: inflate every blob entry once, nothing else. expand: make every object, look at none. windows: probe what
 * deltas change. full: probe every object in full. js: windows, in JavaScript.
 */
type Mode = 'floor' | 'expand' | 'windows' | 'full' | 'js'

interface Job {
  readonly mode: Mode
  readonly repository: Repository
  readonly work: WorkList
  /** Next batch to take. */
  readonly next: Int32Array
}

const runLength = 20

function take({ work, next }: Job, each: (batch: WorkList['batches'][number]) => void): void {
  for (let i = Atomics.add(next, 0, 1); i < work.batches.length; i = Atomics.add(next, 0, 1)) {
    each(work.batches[i]!)
  }
}

/** Inflates entries in pack order within each batch's share of the pack. */
function inflateAll(job: Job): number {
  const inflater = createInflater()
  const files = job.work.plan.packs.map(({ path }) => new PackFile(path))
  let output = new Uint8Array(1 << 20)
  let bytes = 0
  take(job, ({ pack, from, to }) => {
    const file = files[pack]
    if (file === undefined) return
    const plan = job.work.plan.packs[pack]!
    const expand = job.work.expand[pack]!
    const todo = [...job.work.roots[pack]!.subarray(from, to)].toReversed()
    while (todo.length > 0) {
      const n = todo.pop()!
      for (let c = plan.childStarts[n + 1]! - 1; c >= plan.childStarts[n]!; c--) {
        if (expand[plan.childList[c]!] === 1) todo.push(plan.childList[c]!)
      }
      const size = plan.sizes[n]!
      if (size >= output.length) output = new Uint8Array(2 * size)
      const start = plan.offsets[n]! + plan.headerLengths[n]!
      const got = file.load(start, plan.offsets[n + 1]! - start)
      if (inflater.whole(file.bytes, file.at, file.at + got, output, 0, size) < 0)
        throw new Error('damaged entry')
      bytes += size
    }
  })
  return bytes
}

function walkAll(job: Job): number {
  const kernel = job.mode === 'js' ? createJsKernel() : createKernel()
  const coverage = new CoverageLog()
  const walker = createPackWalker({ repository: job.repository, work: job.work, kernel, coverage })
  const { windowsPtr, runsPtr, runsCap } = kernel
  take(job, (batch) =>
    walker.walk(batch, {
      object(_kind, _pack, _number, ptr, len, windowCount) {
        if (job.mode === 'expand') return 0
        if (job.mode === 'full' || windowCount < 0) {
          kernel.probe(ptr, len, 0, len, runLength, runsPtr, runsCap)
        } else {
          kernel.probeWindows(ptr, len, windowsPtr, windowCount, runLength, runsPtr, runsCap)
        }
        return 0
      },
    }),
  )
  walker.close()
  return coverage.bytes
}

function run(job: Job): number {
  return job.mode === 'floor' ? inflateAll(job) : walkAll(job)
}

async function main(path: string, mode: Mode, threads: number): Promise<void> {
  const start = performance.now()
  const repository = openRepository(path)
  const plan = planObjects(repository, new CoverageLog())
  // The floor of the history scan is its blobs; the other modes take all that a scan looks at.
  const work = splitWork(plan, mode === 'floor' ? [3] : [1, 3, 4])
  const planned = performance.now()
  const job: Job = { mode, repository, work, next: new Int32Array(new SharedArrayBuffer(4)) }
  const others = Array.from(
    { length: threads },
    () =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: job })
        worker.on('message', resolve)
        worker.on('error', reject)
      }),
  )
  const bytes = (await Promise.all(others)).reduce((sum, each) => sum + each, 0)
  const end = performance.now()
  const result = {
    planMs: planned - start,
    passMs: end - planned,
    bytes,
    rssMb: process.resourceUsage().maxRSS / 1024,
  }
  console.log(JSON.stringify(result))
}

if (parentPort === null) {
  const [path, mode, threads] = process.argv.slice(2)
  if (path === undefined || mode === undefined) throw new Error('usage: REPO MODE THREADS')
  await main(path, mode as Mode, Number(threads))
} else {
  parentPort.postMessage(run(workerData as Job))
}
