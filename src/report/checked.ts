import { ScanError } from '../model/errors.ts'

/**
 * Typed access to untrusted JSON. Every reader knows where it is (`findings[3].severity`), so that a damaged
 * report is refused with the place and what was expected there.
 */
export class Checked {
  readonly value: unknown
  readonly #name: string | number
  readonly #around: Checked | null

  /** @param name of the value: its place, or a member or number in `around` */
  constructor(value: unknown, name: string | number, around: Checked | null = null) {
    this.value = value
    this.#name = name
    this.#around = around
  }

  /** Put together when it is asked for: a report of 10,000 findings has a million places, and no fault. */
  get place(): string {
    const around = this.#around?.place ?? ''
    if (typeof this.#name === 'number') return `${around}[${this.#name}]`
    return around === '' ? this.#name : `${around}.${this.#name}`
  }

  fail(expected: string): never {
    const found = describe(this.value)
    throw new ScanError(
      'report',
      `this report cannot be read: ${this.place || 'the top level'} should be ${expected}, but is ${found}; scan again to get a whole one.`,
    )
  }

  get(key: string): Checked {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail('an object')
    const inner = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
    return new Checked(inner, key, this)
  }

  /** The member, or null when it is absent. */
  maybe(key: string): Checked | null {
    const member = this.get(key)
    return member.value === undefined ? null : member
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a string')
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('true or false')
  }

  /** A whole number, `least` or more. */
  count(least = 0): number {
    const { value } = this
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
    return this.fail(`a whole number of at least ${least}`)
  }

  number(): number {
    const { value } = this
    return typeof value === 'number' && Number.isFinite(value) ? value : this.fail('a number')
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    const found = choices.find((choice) => choice === this.value)
    return found ?? this.fail(`one of ${choices.join(', ')}`)
  }

  list<T>(read: (item: Checked) => T): T[] {
    const { value } = this
    if (!Array.isArray(value)) this.fail('a list')
    return value.map((item: unknown, i) => read(new Checked(item, i, this)))
  }

  nonEmpty<T>(read: (item: Checked) => T): [T, ...T[]] {
    const [first, ...rest] = this.list(read)
    return first === undefined ? this.fail('a list with at least one entry') : [first, ...rest]
  }

  nullable<T>(read: (item: Checked) => T): T | null {
    return this.value === null ? null : read(this)
  }
}

/** What stands there instead. No text is quoted: it may be anything, a secret too. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  switch (typeof value) {
    case 'string':
      return 'other text'
    case 'object':
      return value === null ? 'null' : 'an object'
    default:
      return String(value)
  }
}
