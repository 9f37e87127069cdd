import { limits } from '../model/limits.ts'
import { hardenedArguments, localEnvironment } from './git-environment.ts'
import { idToHex } from './object-id.ts'
import { kindFromName } from './object-kind.ts'
import type { ReadResult } from './read-result.ts'
import type { Repository } from './repository.ts'

const longestMs = 20_000

/**
 * Asks git itself for objects that the own reader cannot read: `git cat-file --batch`, one process for all of them.
 * Bytes come through a pipe, never as text. Costs a process start (some 5 ms), so it is the last resort.
 *
 * @param ids raw
 * @returns one result per id
 */
export function readWithGit(
  repository: Repository,
  ids: readonly Uint8Array[],
  maxObjectBytes: number = limits.maxObjectBytes,
): ReadResult[] {
  const results: ReadResult[] = []
  while (results.length < ids.length) {
    const rest = ids.slice(results.length)
    const sizes = run(repository, ['--batch-check'], rest, rest.length * 256)
    if (typeof sizes === 'string') return [...results, ...rest.map(() => corrupt(sizes))]
    // What is too large is not asked for; the others in pieces of bounded size.
    const heads = sizes.toString('latin1').split('\n')
    const asked: Uint8Array[] = []
    const plan: (number | ReadResult)[] = []
    let bytes = 0
    for (const [i, id] of rest.entries()) {
      const size = Number(/ (\d+)$/.exec(heads[i] ?? '')?.[1] ?? '-1')
      if (size > maxObjectBytes) {
        plan.push({ status: 'too-large', detail: `${size} bytes` })
        continue
      }
      if (size < 0) {
        plan.push({ status: 'missing' })
        continue
      }
      if (bytes > 0 && bytes + size > maxObjectBytes) break
      bytes += size + 128
      plan.push(asked.push(id) - 1)
    }
    const content = asked.length === 0 ? [] : readBatch(repository, asked, bytes)
    for (const item of plan) results.push(typeof item === 'number' ? content[item]! : item)
  }
  return results
}

function readBatch(
  repository: Repository,
  ids: readonly Uint8Array[],
  bytes: number,
): ReadResult[] {
  const out = run(repository, ['--batch'], ids, bytes + 4096)
  if (typeof out === 'string') return ids.map(() => corrupt(out))
  let at = 0
  return ids.map((): ReadResult => {
    const end = out.indexOf(0x0a, at)
    if (end < 0) return corrupt('git stopped before this object')
    const [, type = '', size = ''] = out.toString('latin1', at, end).split(' ')
    at = end + 1
    const kind = kindFromName(type)
    if (kind === null) return { status: 'missing' }
    const length = Number(size)
    if (at + length > out.length) return corrupt('git stopped inside this object')
    const content = Uint8Array.from(out.subarray(at, at + length))
    at += length + 1
    return { status: 'ok', kind, bytes: content }
  })
}

function run(
  { gitDir }: Repository,
  mode: readonly string[],
  ids: readonly Uint8Array[],
  maxBuffer: number,
): Buffer | string {
  // Loaded when git is asked: each thread of a scan would load it to no purpose.
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  const { stdout, error, status, stderr } = spawnSync(
    'git',
    [...hardenedArguments, 'cat-file', ...mode],
    {
      cwd: gitDir,
      env: localEnvironment(gitDir),
      input: ids.map((id) => `${idToHex(id)}\n`).join(''),
      maxBuffer,
      // Some damage makes git go round for ever, taking memory all the while, and it waits for FIFOs.
      timeout: longestMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  )
  if (error) return `git cannot be asked: ${error.message}`
  // git dies at the first corrupt object; those before it are good.
  if (status === 0 || stdout.length > 0) return stdout
  return stderr.toString('utf8').split('\n')[0]?.slice(0, 200) ?? 'git failed'
}

function corrupt(detail: string): ReadResult {
  return { status: 'corrupt', detail }
}
