import type { SecretRole } from '../model/secret.ts'
import type { Verdict } from '../model/verdict.ts'

/** The revealed parts of one credential, by role. Lives only for the length of one check. */
export type Parts = ReadonlyMap<SecretRole, string>

export interface Outgoing {
  readonly method: 'GET' | 'POST'
  /** Begins with `/`. May hold a secret (Telegram), so it is never logged. */
  readonly path: string
  /** Without the `?`. */
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What a request is built from when its turn has come: a signature must not grow old in a queue. */
export interface Moment {
  /** Milliseconds since 1970 by the vendor's clock, as far as it is known. */
  readonly now: number
  /** Host (and port, if any) the request goes to: some signatures cover it. */
  readonly host: string
}

export interface Answer {
  readonly host: string
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed body; undefined when it is not JSON. */
  readonly json: unknown
}

/** The network as one verifier sees it. Throws `HttpFailure` where there is no answer to judge. */
export interface Http {
  /** `hosts` without those that `--api-base` replaces: with it, one name that stands for the replacement. */
  sites(hosts: readonly string[]): readonly string[]
  send(
    host: string,
    build: (moment: Moment) => Outgoing,
    signal: AbortSignal | undefined,
  ): Promise<Answer>
  /** Later moments for `host` follow this clock. */
  setClock(host: string, serverNow: number): void
  /** Milliseconds since 1970, for ages. */
  now(): number
}

/** One way to ask a vendor about a credential. Read-only requests only. */
export interface Verifier {
  /** The name rules refer to. */
  readonly name: string
  readonly vendor: string
  /** Sets of roles, any one of which is enough. */
  readonly needs: readonly (readonly SecretRole[])[]
  /** The only hosts it may reach, each over https. */
  readonly hosts: readonly [string, ...string[]]
  verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict>
}
