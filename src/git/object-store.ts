import type { ObjectKind } from './object-kind.ts'
import type { Repository } from './repository.ts'

/** `detail` is one short clause for `Skipped`. */
export type ReadResult =
  | { readonly status: 'ok'; readonly kind: ObjectKind; readonly bytes: Uint8Array }
  | { readonly status: 'missing' }
  | { readonly status: 'corrupt'; readonly detail: string }
  | { readonly status: 'too-large'; readonly detail: string }

export interface ObjectStoreOptions {
  /** Largest object returned, expanded bytes; default `limits.maxObjectBytes`. */
  readonly maxObjectBytes?: number
  /** Bytes of delta bases kept; default 32 MiB. */
  readonly cacheBytes?: number
}

/** Random access to every object of all object directories: packs, loose, alternates. Synchronous. */
export interface ObjectStore {
  readonly idLength: 20 | 32
  /** `id` is raw. The bytes are the caller's to keep. Never throws for what the database holds. */
  read(id: Uint8Array): ReadResult
  has(id: Uint8Array): boolean
  /** Closes the packs' file descriptors. */
  close(): void
}

export function openObjectStore(
  repository: Repository,
  options: ObjectStoreOptions = {},
): ObjectStore {
  throw new Error(`not built yet: ${repository.gitDir} ${options.cacheBytes}`)
}
