import { createKernel } from '../kernel/create-kernel.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import { FileReader, type FileWindow } from '../sources/file-reader.ts'
import type { FileItem } from '../sources/work-tree.ts'
import { createContentScratch } from './content-scratch.ts'
import { AllowReader } from './allow-reader.ts'
import { forEachBatch } from './batches.ts'
import { scanContent, tooLargeArchive } from './scan-content.ts'
import { addProgress, type SharedControl } from './shared-control.ts'
import { shiftHit } from './shift-hit.ts'
import { threadEngine } from './thread-engine.ts'
import type { FileSighting, FileTask, FileTaskResult } from './tasks.ts'

export async function runFileTask(
  task: FileTask,
  control: SharedControl,
  thread: number,
): Promise<FileTaskResult> {
  const kernel = createKernel()
  const engine = threadEngine(task.rules)
  const scratch = createContentScratch(engine, kernel, () => performance.now())
  const coverage = new CoverageLog()
  const allows = new AllowReader(task.rules)
  const sightings: FileSighting[] = []
  // Reserved once: growing would detach the view that the reader holds. Untouched pages cost nothing.
  kernel.reserve(kernel.heapStart + Math.max(limits.streamAboveBytes, limits.streamWindowBytes))
  const reader = new FileReader(coverage, (minBytes) =>
    kernel.bytes.subarray(kernel.heapStart, kernel.heapStart + minBytes),
  )

  const scanWindow = (item: FileItem, file: number, window: FileWindow): void => {
    const { bytes, offset, from, until } = window
    const target = {
      bytes,
      windows: null,
      windowCount: 0,
      kind: 'file' as const,
      pathHint: item.path,
    }
    const isWhole = offset === 0 && until > bytes.length
    const outcome = isWhole ? scanContent(engine, target, scratch) : engine.scan(target, scratch)
    const packed = isWhole ? null : tooLargeArchive(bytes, offset, until > bytes.length)
    if (packed !== null) coverage.skip(packed.reason, item.path, packed.detail)
    for (const { reason, detail } of outcome.skipped) coverage.skip(reason, item.path, detail)
    const own = outcome.hits.filter(({ parts: [{ start }] }) => start >= from && start < until)
    if (own.length === 0) return
    const encoded = item.pathEncoded ? ({ pathEncoded: true } as const) : {}
    const object = { kind: 'file', id: null, path: item.path, ...encoded } as const
    const hits = own.map((hit) => shiftHit(hit, offset))
    const excuses = allows.read(bytes, hits, item.path, offset)
    hits.forEach((hit, index) => sightings.push({ hit, object, file, ...excuses[index] }))
  }

  const batches = Math.ceil(task.files.length / task.batchFiles)
  const finished = await forEachBatch(batches, control, (batch) => {
    const first = batch * task.batchFiles
    const end = Math.min(first + task.batchFiles, task.files.length)
    const before = coverage.bytes
    for (let file = first; file < end; file++) {
      const item = task.files[file]!
      reader.read(item, (window) => scanWindow(item, file, window))
    }
    const files = end - first
    addProgress(control, thread, {
      weight: files,
      objects: files,
      bytes: coverage.bytes - before,
    })
  })
  if (!finished) coverage.interrupted = true
  return { kind: 'files', sightings, coverage: coverage.snapshot(), notices: allows.notices() }
}
