import type { ObjectKind } from './object-kind.ts'

/** What reading one object gave. `detail` is one short clause for `Skipped`. */
export type ReadResult =
  | {
      readonly status: 'ok'
      readonly kind: ObjectKind
      /** May be shared with a cache: not to be written to. */
      readonly bytes: Uint8Array
    }
  | { readonly status: 'missing' }
  | {
      readonly status: 'corrupt' | 'too-large' | 'unreadable'
      readonly detail: string
      /** Git must not be asked: it waits for a FIFO, goes round in deltas for ever, believes a loose object's size. */
      readonly isFinal?: true
    }

export function tooLarge(size: number): ReadResult {
  return { status: 'too-large', detail: `object of ${size} bytes is larger than the limit` }
}
