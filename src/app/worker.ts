import { parentPort } from 'node:worker_threads'
import type { WorkerAnswer, WorkerRequest } from './pool.ts'
import { runTask } from './tasks.ts'

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread only')

port.on('message', async ({ task, control, thread }: WorkerRequest) => {
  const answer = (message: WorkerAnswer): void => port.postMessage(message)
  try {
    answer({ result: await runTask(task, control, thread) })
  } catch (error) {
    answer({ error: error instanceof Error ? error : new Error(String(error)) })
  }
})
