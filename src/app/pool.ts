import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { OnProgress, ScanProgress } from '../model/progress.ts'
import type { RuleSpec } from '../model/rule.ts'
import { areBuiltin } from '../rules/builtin.ts'
import {
  createSharedControl,
  requestStop,
  sumProgress,
  type SharedControl,
} from './shared-control.ts'
import type { Task, TaskResult } from './tasks.ts'

const progressIntervalMs = 100

/** Built bundles lie beside each other; run from sources there is no worker and the calling thread does the work. */
const workerFile = fileURLToPath(new URL('./worker.cjs', import.meta.url))

/** A thread's short-lived objects; three times that, V8's own choice, buys no time and 30 MB a thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

/** Its streams are not joined to those of the process: it prints nothing, and errors come as events. */
const streams = { stdout: true, stderr: true }

export interface RunOptions {
  readonly phase: ScanProgress['phase']
  readonly total: number
  /** Too little to start threads for: the calling thread does it. */
  readonly alone?: boolean
  /** As many threads are enough. Default: all. */
  readonly threads?: number
  readonly onProgress?: OnProgress | undefined
  readonly signal?: AbortSignal | undefined
}

/** Threads that all run the same task over a shared list of batches. Close it when done. */
export interface Pool {
  readonly threads: number
  /** Starts the threads for a scan of a history that is sure to come: they boot and compile the rules while others work. */
  start(): void
  /** Runs `task` in every thread until the batches are used up; one result per thread that was needed, in thread order. */
  run<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
    options: RunOptions,
  ): Promise<Extract<TaskResult, { kind: K }>[]>
  /** Ends the threads and gives their memory back. May be called again. */
  close(): Promise<void>
}

/**
 * With `threads` 1, or where there is no worker bundle, work is done in the calling thread.
 *
 * @param rules those of every task that has rules
 */
export function createPool(threads: number, rules: readonly RuleSpec[]): Pool {
  return threads > 1 && existsSync(workerFile)
    ? createThreadPool(threads, rules)
    : createInlinePool()
}

function createInlinePool(): Pool {
  return { threads: 1, start: () => {}, run: runHere, close: async () => {} }
}

/** Threads are started for the first task that is worth them. */
function createThreadPool(threads: number, rules: readonly RuleSpec[]): Pool {
  let workers: PoolThread[] = []
  let closing: Promise<unknown> = Promise.resolve()
  const start = (ahead: boolean): void => {
    if (workers.length > 0) return
    const sent = areBuiltin(rules) ? null : rules
    workers = Array.from({ length: threads }, () => new PoolThread({ rules: sent, ahead }))
  }
  return {
    threads,
    start: () => start(true),
    run: async (task, options) => {
      if (options.alone === true) return runHere(task, options)
      start(false)
      const needed = workers.slice(0, options.threads)
      const control = createSharedControl(needed.length)
      return watch(control, options, () =>
        Promise.all(
          needed.map(async (worker, thread) => worker.ask({ task, control, thread }) as never),
        ),
      )
    },
    close: async () => {
      const ended = workers.map((worker) => worker.end())
      workers = []
      closing = Promise.all([closing, ...ended])
      await closing
    },
  }
}

const runHere: Pool['run'] = async (task, options) => {
  const control = createSharedControl(1)
  // Where threads do the work, the calling one needs no engine.
  const { runTask } = await import('./tasks.ts')
  const result = await watch(control, options, () => runTask(task, control, 0))
  return [result as never]
}

/** What a worker is born with. */
export interface WorkerData {
  /** Null for the built-in ones, which it reads itself: that is cheaper than a copy, and their tables are made already. */
  readonly rules: readonly RuleSpec[] | null
  /** Its first task comes later and looks through a history: it is to be prepared for that. */
  readonly ahead: boolean
}

/** What the main thread sends a worker. */
export interface WorkerRequest {
  /** Without rules: the worker has them. */
  readonly task: Task
  readonly control: SharedControl
  readonly thread: number
}

/** What a worker answers. */
export type WorkerAnswer = { readonly result: TaskResult } | { readonly error: Error }

class PoolThread {
  readonly #worker: Worker
  /** Why it will never answer: it may break while nobody waits for it. */
  #broken: Error | null = null
  #reject: (error: Error) => void = () => {}

  constructor(workerData: WorkerData) {
    this.#worker = new Worker(workerFile, { resourceLimits, workerData, ...streams })
    const fail = (error: Error): void => {
      this.#broken ??= error
      this.#reject(this.#broken)
    }
    this.#worker.on('error', fail)
    this.#worker.on('exit', (code) =>
      fail(new Error(`a worker thread ended with code ${code} before its work was done`)),
    )
  }

  ask({ task, ...request }: WorkerRequest): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      this.#reject = reject
      if (this.#broken !== null) {
        reject(this.#broken)
        return
      }
      this.#worker.once('message', (answer: WorkerAnswer) => {
        if ('error' in answer) reject(answer.error)
        else resolve(answer.result)
      })
      const sent = 'rules' in task ? { ...task, rules: [] } : task
      this.#worker.postMessage({ ...request, task: sent } satisfies WorkerRequest)
    })
  }

  end(): Promise<number> {
    return this.#worker.terminate()
  }
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
