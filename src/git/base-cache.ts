import type { ObjectKind } from './object-kind.ts'

export interface CachedObject {
  readonly kind: ObjectKind
  readonly bytes: Uint8Array
}

/** Expanded delta bases, the least recently used dropped first; bounded in bytes. */
export class BaseCache {
  readonly #capacity: number
  readonly #objects = new Map<string, CachedObject>()
  #bytes = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(path: string, offset: number): CachedObject | undefined {
    const key = `${offset}:${path}`
    const found = this.#objects.get(key)
    if (found !== undefined) {
      this.#objects.delete(key)
      this.#objects.set(key, found)
    }
    return found
  }

  put(path: string, offset: number, object: CachedObject): void {
    const key = `${offset}:${path}`
    if (object.bytes.length > this.#capacity / 4 || this.#objects.has(key)) return
    this.#objects.set(key, object)
    this.#bytes += object.bytes.length
    for (const [oldest, { bytes }] of this.#objects) {
      if (this.#bytes <= this.#capacity) break
      this.#objects.delete(oldest)
      this.#bytes -= bytes.length
    }
  }
}
