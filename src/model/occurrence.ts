export type OccurrenceKind = 'file' | 'index' | 'blob' | 'message' | 'tag' | 'note' | 'unreachable'

/** Hex object id, 40 or 64 characters. */
export type ObjectIdHex = string

/** Who and when, of a commit. `date` is ISO 8601 with the author's own offset. */
export interface CommitRef {
  readonly id: ObjectIdHex
  readonly author: string
  readonly date: string
}

/** Lines around a secret with every secret masked; `line` is the first line's number, 1-based. */
export interface CodeFrame {
  readonly line: number
  readonly lines: readonly string[]
}

/**
 * One place where a credential was seen. Lines and columns are 1-based; columns count UTF-16 code units. Lines of a
 * commit or tag count from its message; what stands in its headers has their line.
 */
export interface Occurrence {
  readonly kind: OccurrenceKind
  /** Path in the tree, `/`-separated; empty for text that has none. Percent-encoded when `pathEncoded`. */
  readonly path: string
  readonly pathEncoded?: true
  /** Name of the target it was found in; only in a report that joins several. */
  readonly target?: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** The commit that introduced it here; null outside git or when none reaches it. */
  readonly commit: CommitRef | null
  /** Object id of the blob, commit or tag that holds the text; null outside git. */
  readonly blob: ObjectIdHex | null
  /** True when HEAD's tree holds this blob at this path, so that line and column are those of a checkout. */
  readonly inHead?: boolean
  /** Byte offsets of the first part in the blob, half-open. */
  readonly span: readonly [start: number, end: number]
  readonly via?: readonly string[]
  readonly frame?: CodeFrame
  /** Where the other parts of a pair stand, in order of `secrets`. */
  readonly parts?: readonly PartPlace[]
}

export interface PartPlace {
  readonly role: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}
