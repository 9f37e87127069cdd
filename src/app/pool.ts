import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { OnProgress, ScanProgress } from '../model/progress.ts'
import {
  createSharedControl,
  requestStop,
  sumProgress,
  type SharedControl,
} from './shared-control.ts'
import { runTask, type Task, type TaskResult } from './tasks.ts'

const progressIntervalMs = 100

/** Built bundles lie beside each other; run from sources there is no worker and the calling thread does the work. */
const workerFile = fileURLToPath(new URL('./worker.js', import.meta.url))

/** A thread's short-lived objects; three times that, V8's own choice, buys no time and 30 MB a thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

export interface RunOptions {
  readonly phase: ScanProgress['phase']
  readonly total: number
  /** Too little to start threads for: the calling thread does it. */
  readonly alone?: boolean
  readonly onProgress?: OnProgress | undefined
  readonly signal?: AbortSignal | undefined
}

/** Threads that all run the same task over a shared list of batches. Close it when done. */
export interface Pool {
  readonly threads: number
  /** Runs `task` in every thread until the batches are used up; one result per thread, in thread order. */
  run<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
    options: RunOptions,
  ): Promise<Extract<TaskResult, { kind: K }>[]>
  /** Ends the threads and gives their memory back. May be called again. */
  close(): Promise<void>
}

/** With `threads` 1, or where there is no worker bundle, work is done in the calling thread. */
export function createPool(threads: number): Pool {
  return threads > 1 && existsSync(workerFile) ? createThreadPool(threads) : createInlinePool()
}

function createInlinePool(): Pool {
  return { threads: 1, run: runHere, close: async () => {} }
}

/** Threads are started for the first task that is worth them. */
function createThreadPool(threads: number): Pool {
  let workers: Worker[] = []
  return {
    threads,
    run: async (task, options) => {
      if (options.alone === true) return runHere(task, options)
      if (workers.length === 0) {
        workers = Array.from({ length: threads }, () => new Worker(workerFile, { resourceLimits }))
      }
      const control = createSharedControl(threads)
      return watch(control, options, () =>
        Promise.all(
          workers.map(async (worker, thread) => ask(worker, { task, control, thread }) as never),
        ),
      )
    },
    close: async () => {
      const ended = workers.map((worker) => worker.terminate())
      workers = []
      await Promise.all(ended)
    },
  }
}

const runHere: Pool['run'] = async (task, options) => {
  const control = createSharedControl(1)
  const result = await watch(control, options, () => runTask(task, control, 0))
  return [result as never]
}

/** What the main thread sends a worker. */
export interface WorkerRequest {
  readonly task: Task
  readonly control: SharedControl
  readonly thread: number
}

/** What a worker answers. */
export type WorkerAnswer = { readonly result: TaskResult } | { readonly error: Error }

function ask(worker: Worker, request: WorkerRequest): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const release = (): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
    }
    const onMessage = (answer: WorkerAnswer): void => {
      release()
      if ('error' in answer) reject(answer.error)
      else resolve(answer.result)
    }
    const onError = (error: Error): void => {
      release()
      reject(error)
    }
    const onExit = (code: number): void => {
      release()
      reject(new Error(`a worker thread ended with code ${code} before its work was done`))
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    worker.postMessage(request)
  })
}

/** Reports progress and hands on an abort while `work` runs. */
async function watch<T>(
  control: SharedControl,
  options: RunOptions,
  work: () => Promise<T>,
): Promise<T> {
  const stop = (): void => requestStop(control)
  if (options.signal?.aborted) stop()
  options.signal?.addEventListener('abort', stop)
  const tell = (): void => {
    const { weight, objects, bytes } = sumProgress(control)
    const { phase, total } = options
    options.onProgress?.({ phase, done: weight, total, objects, bytes })
  }
  tell()
  const timer = options.onProgress ? setInterval(tell, progressIntervalMs) : undefined
  try {
    return await work()
  } finally {
    clearInterval(timer)
    options.signal?.removeEventListener('abort', stop)
  }
}
