import type { Finding, FindingSecret } from '../model/finding.ts'
import type { SecretRole } from '../model/secret.ts'
import type { Verdict } from '../model/verdict.ts'
import { VerifyClient, type ClientOptions } from './client.ts'
import { HttpFailure } from './failure.ts'
import { unknown } from './outcome.ts'
import { verifiers } from './registry.ts'
import type { Parts, Verifier } from './verifier.ts'

/** What of a finding a check needs. */
export type VerifySubject = Pick<Finding, 'id' | 'rule' | 'secrets'>

export interface VerifyOptions extends ClientOptions {
  /** Name of the verifier for a finding (`RuleSpec.verify`); empty when there is none. */
  readonly verifierOf: (finding: VerifySubject) => string
  readonly signal?: AbortSignal
  /** Verdicts already known, by finding id; new ones are added. */
  readonly cache?: Map<string, Verdict>
}

export interface Verified {
  readonly id: string
  readonly verdict: Verdict
}

/**
 * Asks the vendors about findings that still hold their secrets, each id once. Vendors are asked side by side, the
 * findings of one vendor one after the other. Yields in the order the answers come; never throws for what a vendor
 * or the network does.
 */
export async function* verifyFindings(
  findings: readonly VerifySubject[],
  options: VerifyOptions,
): AsyncGenerator<Verified, void, undefined> {
  const client = new VerifyClient(options)
  const cache = options.cache ?? new Map<string, Verdict>()
  const lanes = new Map<string, VerifySubject[]>()
  const seen = new Set<string>()
  for (const finding of findings) {
    if (seen.has(finding.id)) continue
    seen.add(finding.id)
    const known = cache.get(finding.id)
    if (known) yield { id: finding.id, verdict: known }
    else {
      const name = options.verifierOf(finding)
      lanes.set(name, [...(lanes.get(name) ?? []), finding])
    }
  }
  const runs = [...lanes].map(([name, lane]) => runLane(name, lane, client, options.signal))
  for await (const verified of merge(runs)) {
    // What an interrupt or the network cut short is asked again next time.
    if (isLasting(verified.verdict)) cache.set(verified.id, verified.verdict)
    yield verified
  }
}

async function* runLane(
  name: string,
  lane: readonly VerifySubject[],
  client: VerifyClient,
  signal: AbortSignal | undefined,
): AsyncGenerator<Verified, void, undefined> {
  const verifier = verifiers.get(name)
  for (const { id, secrets } of lane) {
    const verdict = verifier
      ? await verifySecrets(verifier, secrets, client, signal)
      : unknown('no-verifier', 'there is no way to check this kind of credential')
    yield { id, verdict }
  }
}

/** One check. The secrets are revealed here, for its length, and nowhere else. */
export async function verifySecrets(
  verifier: Verifier,
  secrets: readonly FindingSecret[],
  client: VerifyClient,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const parts = new Map<SecretRole, string>()
  for (const { role, secret } of secrets) {
    if (secret && !parts.has(role)) parts.set(role, secret.reveal('verify'))
  }
  if (!verifier.needs.some((roles) => roles.every((role) => parts.has(role)))) {
    const needs = verifier.needs.map((roles) => roles.join(' + ')).join(', or ')
    return unknown(
      'incomplete',
      `a check with ${verifier.vendor} needs ${needs}; not all was found`,
    )
  }
  try {
    return withoutSecrets(await verifier.verify(parts, client.for(verifier), signal), parts)
  } catch (error) {
    if (error instanceof HttpFailure) return unknown(error.reason, error.message)
    const name = error instanceof Error ? error.name : 'error'
    return unknown('unexpected', `the check with ${verifier.vendor} failed (${name})`)
  }
}

/** Shorter ones are words that verdicts use themselves, such as a passphrase `trade`. */
const shortestEcho = 8

/** Verdicts hold no vendor's prose; should one echo a secret in a name of a right, the names are dropped. */
function withoutSecrets(verdict: Verdict, parts: Parts): Verdict {
  const said = JSON.stringify(verdict)
  const echoes = (value: string): boolean => value.length >= shortestEcho && said.includes(value)
  if (![...parts.values()].some((value) => echoes(value))) return verdict
  return verdict.state === 'live'
    ? { ...verdict, permissions: [], detail: 'works; the answer held the secret and is not shown' }
    : { ...verdict, detail: 'the answer held the secret and is not shown' }
}

const passing: ReadonlySet<string> = new Set([
  'aborted',
  'clock',
  'network',
  'not-json',
  'rate-limited',
  'redirected',
  'server-error',
  'timeout',
  'too-large',
])

function isLasting(verdict: Verdict): boolean {
  return verdict.state !== 'unknown' || !passing.has(verdict.reason ?? '')
}

/** Yields from all generators as each has something. */
async function* merge<T>(
  sources: readonly AsyncGenerator<T, void, undefined>[],
): AsyncGenerator<T, void, undefined> {
  const waiting = new Map(sources.map((source, at) => [at, next(source, at)]))
  while (waiting.size > 0) {
    const { at, source, result } = await Promise.race(waiting.values())
    if (result.done === true) waiting.delete(at)
    else {
      waiting.set(at, next(source, at))
      yield result.value
    }
  }
}

interface Step<T> {
  readonly at: number
  readonly source: AsyncGenerator<T, void, undefined>
  readonly result: IteratorResult<T, void>
}

async function next<T>(source: AsyncGenerator<T, void, undefined>, at: number): Promise<Step<T>> {
  return { at, source, result: await source.next() }
}
