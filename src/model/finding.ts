import type { Evidence } from './evidence.ts'
import type { CommitRef, Occurrence } from './occurrence.ts'
import type { Secret, SecretRole } from './secret.ts'
import type { Confidence, Severity } from './severity.ts'
import type { Verdict } from './verdict.ts'

export type { Verdict }

export type FindingState = 'new' | 'known' | 'suppressed'

export interface FindingSecret {
  readonly role: SecretRole
  readonly masked: string
  readonly fingerprint: string
  /** Absent when the finding was read back from a report. */
  readonly secret?: Secret
}

/** What history knows of a credential. All lists are sorted. */
export interface FindingHistory {
  /** First commit that introduced it, by topology. Null when only unreachable objects hold it. */
  readonly introduced: CommitRef | null
  /** Every path it ever stood in; read back from a report, the first of them. */
  readonly paths: readonly string[]
  /** How many paths there are where the list was cut. */
  readonly pathCount?: number
  /** True when HEAD's tree holds it now, or the message of a commit that HEAD contains. */
  readonly inHead: boolean
  /** The commit on HEAD's first-parent line that removed it. */
  readonly removed: CommitRef | null
  /** Full names of refs whose history reaches it, cut at `limits.maxRefsListed`. */
  readonly refs: readonly string[]
  readonly refCount: number
  /** Names of reflog entries that reach it, cut like `refs`. */
  readonly reflogs?: readonly string[]
  /** True when no ref reaches it: amended away, dropped stash, orphaned. */
  readonly unreachable: boolean
  /** Number of distinct blobs (or messages) that hold it. */
  readonly versions: number
  /** Days from introduction to removal, or to the scan when it is still reachable in HEAD. */
  readonly exposedDays: number | null
}

/** Why a finding is not new. */
export interface Suppression {
  readonly by: 'baseline' | 'inline' | 'path' | 'gitleaksignore'
  readonly reason: string
  readonly entry: string
}

/** A comment beside a credential that excuses it, once per path. Reporters do not show these. */
export interface AllowComment {
  readonly path: string
  /** The rule it names; empty for `gitleaks:allow`, which names none. */
  readonly rule: string
  /** Masked; may be empty. */
  readonly reason: string
  readonly marker: 'straykey:allow' | 'gitleaks:allow'
}

/** What everybody may know of a wallet whose key leaked: an address to look for funds at. */
export interface PublicIdentity {
  /** `Ethereum address`, `key fingerprint` ... */
  readonly label: string
  readonly value: string
}

/** One credential with every place where it was seen. */
export interface Finding {
  /** Fingerprint of the credential: rule family and secret, no path, line or commit. */
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly vendor: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly state: FindingState
  readonly because: readonly Evidence[]
  readonly secrets: readonly [FindingSecret, ...FindingSecret[]]
  readonly occurrences: readonly [Occurrence, ...Occurrence[]]
  /** How many occurrences there are; more than listed when a limit cut the list. */
  readonly occurrenceCount: number
  readonly history?: FindingHistory
  readonly verdict?: Verdict
  /** Only for wallets: derived from the key, offline. */
  readonly identities?: readonly PublicIdentity[]
  readonly suppression?: Suppression
  /** Allow comments that stand beside it, by path; whether they count is for the policy to say. */
  readonly allows?: readonly AllowComment[]
  readonly remediation: readonly string[]
}
