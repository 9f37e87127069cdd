/** Why something that should have been scanned was not. */
export type SkipReason =
  | 'missing' // a partial clone's promised object, or a hole in the database
  | 'corrupt'
  | 'too-large'
  | 'encrypted-archive'
  | 'archive-limit'
  | 'unreadable'
  | 'unsupported'
  | 'time-limit'
  | 'interrupted'
  | 'vanished' // gone between listing and reading

export interface Skipped {
  readonly reason: SkipReason
  /** Path or object id, escaped for display by the reporter. */
  readonly what: string
  /** One short clause: what was wrong. */
  readonly detail: string
}

/** What was looked at, and what was not. Part of every result. */
export interface Coverage {
  readonly commits: number
  readonly trees: number
  readonly blobs: number
  readonly tags: number
  readonly files: number
  /** Bytes of content scanned, expanded. */
  readonly bytes: number
  /** Files, and folders with everything in them, that were left out because git ignores them. */
  readonly ignored?: number
  /**
   * What include and exclude patterns left out: files, and folders with everything in them; of a history, findings of
   * which a place or all were left out.
   */
  readonly excluded?: number
  /** The first `limits.maxSkippedListed` of them. */
  readonly skipped: readonly Skipped[]
  /** How many in all, by reason. */
  readonly skippedCount: Readonly<Partial<Record<SkipReason, number>>>
  /** History is cut: older commits are not in this clone. */
  readonly shallow: boolean
  /** Objects were promised by a remote and are not here. */
  readonly partial: boolean
  /** The scan ended early (Ctrl-C). */
  readonly interrupted: boolean
}
