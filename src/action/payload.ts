/** Typed access to an event payload, which is JSON from outside: what is not there or of another type is null. */
export class Payload {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }

  get(key: string): Payload {
    const { value } = this
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      return new Payload(null)
    }
    return new Payload((value as Readonly<Record<string, unknown>>)[key])
  }

  /** A non-empty string. */
  string(): string | null {
    return typeof this.value === 'string' && this.value !== '' ? this.value : null
  }

  count(): number | null {
    const { value } = this
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
  }

  isTrue(): boolean {
    return this.value === true
  }

  /** A full object id (SHA-1 or SHA-256) that is not all zeros. */
  objectId(): string | null {
    const text = this.string()
    return text !== null && isObjectId(text) && !isZeroId(text) ? text : null
  }
}

export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** How an event says "no commit": zeros, 40 or 64 of them. */
export function isZeroId(text: string | null): boolean {
  return text !== null && /^0+$/.test(text)
}
