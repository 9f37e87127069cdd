import { gzipSync } from 'node:zlib'
import type { GitHub } from './github.ts'

export interface UploadRequest {
  /** Renders the report of the worst `limit` findings. */
  readonly render: (limit: number) => Promise<string>
  readonly commit: string
  /** Full name, `refs/heads/...` or `refs/pull/N/head`. */
  readonly ref: string
  readonly startedAt: Date
}

export interface UploadOutcome {
  /** `pending`: taken, but not processed when the waiting ended. */
  readonly state: 'complete' | 'failed' | 'pending'
  /** Of a failure. */
  readonly why: string
  /** How many findings the report could hold. */
  readonly limit: number
}

/** GitHub shows 5,000 results of a run. */
export const maxResults = 5000
/** Tried in turn until the report is small enough. */
const limits = [maxResults, 2000, 500, 100]

/** GitHub takes 10 MB of gzip. */
const maxCompressed = 10 * 1000 * 1000
/** 1, 2, 4, 8, then every 10 s; a minute and a half in all. */
const waits = [1, 2, 4, 8, 10, 10, 10, 10, 10, 10, 10]

/** Uploads a SARIF report and waits until GitHub has processed it. */
export async function uploadSarif(github: GitHub, request: UploadRequest): Promise<UploadOutcome> {
  const { packed, limit } = await pack(request)
  const outcome = (state: UploadOutcome['state'], why = ''): UploadOutcome => ({
    state,
    why,
    limit,
  })
  if (packed.length > maxCompressed) {
    const size = (packed.length / 1e6).toFixed(1)
    return outcome('failed', `it has ${size} MB compressed, and GitHub takes 10 MB`)
  }
  const id = await github.uploadSarif({
    commit: request.commit,
    ref: request.ref,
    sarif: packed.toString('base64'),
    startedAt: `${request.startedAt.toISOString().slice(0, 19)}Z`,
  })
  if (id === '') return outcome('failed', 'it was given no id')
  for (const seconds of waits) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    const { state, errors } = await github.sarifStatus(id)
    if (state !== 'pending') return outcome(state, errors.join('; ').slice(0, 1000))
  }
  return outcome('pending')
}

async function pack({ render }: UploadRequest): Promise<{ packed: Buffer; limit: number }> {
  let packed: Buffer = Buffer.alloc(0)
  let limit = maxResults
  for (limit of limits) {
    packed = gzipSync(await render(limit), { level: 9 })
    if (packed.length <= maxCompressed) break
  }
  return { packed, limit }
}
