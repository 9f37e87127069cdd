import { parentPort, workerData } from 'node:worker_threads'
import { graphChunkBuffers } from '../git/graph-visitor.ts'
import { sweepChunkBuffers } from '../git/sweep-chunk.ts'
import { loadLeanRules } from '../rules/builtin.ts'
import type { WorkerAnswer, WorkerData, WorkerRequest } from './pool.ts'
import { runTask, type TaskResult } from './tasks.ts'
import { prepareThread } from './thread-engine.ts'

const port = parentPort
if (port === null) throw new Error('this file runs as a worker thread only')

const { rules: sentRules, ahead } = workerData as WorkerData
// Nothing is shown here: texts for people are left where they are.
const rules = sentRules ?? loadLeanRules()
// While the main thread still lists what there is to do. If this fails, the first task does too, and tells.
try {
  if (ahead) prepareThread(rules)
} catch (error) {
  if (!(error instanceof Error)) throw error
}

port.on('message', async ({ task: sent, control, thread }: WorkerRequest) => {
  const task = 'rules' in sent ? { ...sent, rules } : sent
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
  return result.kind === 'sweep'
    ? result.chunks.flatMap(sweepChunkBuffers)
    : graphChunkBuffers(result.graph)
}
