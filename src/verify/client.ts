import { setTimeout as delay } from 'node:timers/promises'
import { exchange } from './exchange.ts'
import { HttpFailure } from './failure.ts'
import type { Answer, Http, Moment, Outgoing, Verifier } from './verifier.ts'

export interface ClientOptions {
  /** Origins that replace a verifier's hosts, by verifier name; see `parseApiBases`. */
  readonly apiBases?: ReadonlyMap<string, URL>
  readonly timeoutMs?: number
  readonly maxBodyBytes?: number
  /** Repetitions after "too many requests". */
  readonly maxRetries?: number
  /** First pause when the vendor names none; doubles. */
  readonly backoffMs?: number
  /** A longer Retry-After is not waited for. */
  readonly maxWaitMs?: number
  readonly now?: () => number
  /** Host, status and duration of every exchange: all that may ever be logged. */
  readonly onExchange?: (entry: ExchangeEntry) => void
}

export interface ExchangeEntry {
  readonly verifier: string
  readonly host: string
  /** 0 when there was no answer. */
  readonly status: number
  readonly ms: number
}

const busy = new Set([418, 429])

/**
 * The one door to the network. It reaches the hosts a verifier lists and no other, follows no redirect, keeps one
 * request in flight per host, and stays away from a host that asked for a pause until the pause is over.
 */
export class VerifyClient {
  readonly #options: Required<Omit<ClientOptions, 'onExchange'>>
  readonly #onExchange: ((entry: ExchangeEntry) => void) | undefined
  /** Settles, never rejects, when the last request queued for an origin is done. */
  readonly #tails = new Map<string, Promise<void>>()
  readonly #pausedUntil = new Map<string, number>()
  /** Vendor's clock minus ours, in ms. */
  readonly #clockOffset = new Map<string, number>()

  constructor(options: ClientOptions = {}) {
    this.#options = {
      apiBases: options.apiBases ?? new Map(),
      timeoutMs: options.timeoutMs ?? 15_000,
      maxBodyBytes: options.maxBodyBytes ?? 256 * 1024,
      maxRetries: options.maxRetries ?? 2,
      backoffMs: options.backoffMs ?? 1_000,
      maxWaitMs: options.maxWaitMs ?? 10_000,
      now: options.now ?? Date.now,
    }
    this.#onExchange = options.onExchange
  }

  now(): number {
    return this.#options.now()
  }

  for(verifier: Verifier): Http {
    const base = this.#options.apiBases.get(verifier.name)
    const originOf = (host: string): URL => {
      if (!verifier.hosts.includes(host)) {
        throw new HttpFailure('refused-host', `${verifier.name} may not reach this host; refused`)
      }
      return base ?? new URL(`https://${host}`)
    }
    return {
      sites: (hosts) => (base ? hosts.slice(0, 1) : hosts),
      send: async (host, build, signal) =>
        this.#queue(verifier.name, originOf(host), build, signal),
      setClock: (host, serverNow) => {
        this.#clockOffset.set(originOf(host).origin, serverNow - this.now())
      },
      now: () => this.now(),
    }
  }

  async #queue(
    verifier: string,
    origin: URL,
    build: (moment: Moment) => Outgoing,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const before = this.#tails.get(origin.origin) ?? Promise.resolve()
    const turn = before.then(() => this.#sendPatiently(verifier, origin, build, signal))
    this.#tails.set(
      origin.origin,
      turn.then(
        () => undefined,
        () => undefined,
      ),
    )
    return turn
  }

  async #sendPatiently(
    verifier: string,
    origin: URL,
    build: (moment: Moment) => Outgoing,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { maxRetries, backoffMs, maxWaitMs } = this.#options
    for (let attempt = 0; ; attempt++) {
      if (signal?.aborted) throw new HttpFailure('aborted', 'the check was interrupted')
      this.#checkPause(origin)
      const answer = await this.#sendOnce(verifier, origin, build, signal)
      if (!busy.has(answer.status)) return refuseRedirect(answer, origin)
      const wait = retryAfter(answer, this.now()) ?? backoffMs * 2 ** attempt
      this.#pausedUntil.set(origin.origin, this.now() + wait)
      if (attempt >= maxRetries || wait > maxWaitMs) throw rateLimited(origin, answer.status, wait)
      await pause(wait, signal)
      this.#pausedUntil.delete(origin.origin)
    }
  }

  /** Asking again during a pause turns a 429 into a ban of minutes to days (Binance: 418). */
  #checkPause(origin: URL): void {
    const left = (this.#pausedUntil.get(origin.origin) ?? 0) - this.now()
    if (left > 0) throw rateLimited(origin, 429, left)
  }

  async #sendOnce(
    verifier: string,
    origin: URL,
    build: (moment: Moment) => Outgoing,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const started = performance.now()
    let status = 0
    try {
      const now = this.now() + (this.#clockOffset.get(origin.origin) ?? 0)
      const outgoing = build({ now, host: origin.host })
      const answer = await exchange(origin, outgoing, this.#options, signal)
      status = answer.status
      return answer
    } finally {
      const ms = Math.round(performance.now() - started)
      this.#onExchange?.({ verifier, host: origin.host, status, ms })
    }
  }
}

function refuseRedirect(answer: Answer, origin: URL): Answer {
  if (answer.status < 300 || answer.status >= 400) return answer
  const location = answer.headers['location'] ?? ''
  const elsewhere =
    !URL.canParse(location, origin.href) || new URL(location, origin.href).host !== origin.host
  const to = elsewhere ? 'another host' : 'another page'
  throw new HttpFailure('redirected', `${origin.host} redirected to ${to}, refused`)
}

function rateLimited(origin: URL, status: number, waitMs: number): HttpFailure {
  const seconds = Math.ceil(waitMs / 1000)
  const what = status === 418 ? 'has banned this address' : 'allows no more requests'
  return new HttpFailure('rate-limited', `${origin.host} ${what} for ${seconds} s; try later`)
}

/** Retry-After in ms: seconds or an HTTP date (RFC 9110, 10.2.3). Null when absent or senseless. */
function retryAfter(answer: Answer, now: number): number | null {
  const value = answer.headers['retry-after']
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {})
  } catch {
    throw new HttpFailure('aborted', 'the check was interrupted')
  }
}
