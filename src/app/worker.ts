import { parentPort } from 'node:worker_threads'
import { graphChunkBuffers } from '../git/graph-visitor.ts'
import { sweepChunkBuffers } from '../git/sweep-chunk.ts'
import type { WorkerAnswer, WorkerRequest } from './pool.ts'
import { runTask, type TaskResult } from './tasks.ts'

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread only')

port.on('message', async ({ task, control, thread }: WorkerRequest) => {
  const answer = (message: WorkerAnswer): void =>
    port.postMessage(message, 'result' in message ? buffersOf(message.result) : [])
  try {
    answer({ result: await runTask(task, control, thread) })
  } catch (error) {
    answer({ error: error instanceof Error ? error : new Error(String(error)) })
  }
})

/** What is handed over instead of copied. */
function buffersOf(result: TaskResult): ArrayBuffer[] {
  if (result.kind === 'files') return []
  return result.kind === 'sweep' ? sweepChunkBuffers(result.chunk) : graphChunkBuffers(result.graph)
}
