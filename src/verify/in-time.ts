import type { Answer, Http, Moment, Outgoing } from './verifier.ts'

/** A request that the vendor refuses when the clocks differ, and where the vendor's clock can be read. */
export interface TimedRequest {
  readonly host: string
  build(moment: Moment): Outgoing
  isLate(answer: Answer): boolean
  readonly timePath: string
  /** Milliseconds since 1970; null when the answer does not say. */
  readTime(json: unknown): number | null
}

/** Sends; when the clock was at fault, reads the vendor's clock and sends once more. */
export async function sendInTime(
  http: Http,
  request: TimedRequest,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const build = (moment: Moment): Outgoing => request.build(moment)
  const answer = await http.send(request.host, build, signal)
  if (!request.isLate(answer)) return answer
  const clock = await http.send(
    request.host,
    () => ({ method: 'GET', path: request.timePath }),
    signal,
  )
  const now = request.readTime(clock.json)
  if (now === null) return answer
  http.setClock(request.host, now)
  return http.send(request.host, build, signal)
}
