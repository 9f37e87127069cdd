/** One thing that is wrong with a rule file. All of them are reported at once. */
export interface Diagnostic {
  readonly file: string
  /** 1-based; 0 when unknown. */
  readonly line: number
  /** Where in the file, e.g. `rules[3].token.length`. */
  readonly field: string
  readonly reason: string
}

export type PathPart = string | number

/** Finds the line of a value in the file; absent for rules that come from no file. */
export type LineOf = (path: readonly PathPart[]) => number

export interface RuleSource {
  readonly file: string
  readonly lineOf?: LineOf
}

/** Reads fields of one mapping, noting what is missing, mistyped or unknown. */
export class FieldReader {
  readonly path: readonly PathPart[]
  readonly #data: Readonly<Record<string, unknown>>
  readonly #source: RuleSource
  readonly #diagnostics: Diagnostic[]
  readonly #known = new Set<string>()

  constructor(
    data: unknown,
    path: readonly PathPart[],
    source: RuleSource,
    diagnostics: Diagnostic[],
  ) {
    this.path = path
    this.#source = source
    this.#diagnostics = diagnostics
    this.#data = isMapping(data) ? data : {}
    if (!isMapping(data)) this.fail('', 'expected a mapping')
  }

  fail(field: string, reason: string): void {
    const path = field === '' ? this.path : [...this.path, field]
    this.#diagnostics.push({
      file: this.#source.file,
      line: this.lineOf(field === '' ? [] : [field]),
      field: showPath(path),
      reason,
    })
  }

  /** 1-based line of what stands at a path from here; 0 when unknown. */
  lineOf(path: readonly PathPart[]): number {
    return this.#source.lineOf?.([...this.path, ...path]) ?? 0
  }

  has(field: string): boolean {
    return this.#data[field] !== undefined
  }

  raw(field: string): unknown {
    this.#known.add(field)
    return this.#data[field]
  }

  text(field: string, fallback?: string): string {
    const value = this.raw(field)
    if (typeof value === 'string' && (value !== '' || fallback === '')) return value
    if (value === undefined && fallback !== undefined) return fallback
    this.fail(field, value === undefined ? 'is required' : 'expected text')
    return fallback ?? ''
  }

  oneOf<T extends string>(field: string, values: readonly [T, ...T[]], fallback?: T): T {
    const value = this.raw(field)
    if (value === undefined && fallback !== undefined) return fallback
    const known = values.find((candidate) => candidate === value)
    if (known !== undefined) return known
    this.fail(field, `expected one of ${values.join(', ')}`)
    return fallback ?? values[0]
  }

  number(field: string, bounds: readonly [min: number, max: number], fallback?: number): number {
    const value = this.raw(field)
    if (value === undefined && fallback !== undefined) return fallback
    const [min, max] = bounds
    if (typeof value === 'number' && value >= min && value <= max) return value
    this.fail(field, `expected a number from ${min} to ${max}`)
    return fallback ?? min
  }

  flag(field: string, fallback: boolean): boolean {
    const value = this.raw(field)
    if (value === undefined) return fallback
    if (typeof value === 'boolean') return value
    this.fail(field, 'expected true or false')
    return fallback
  }

  /** A list of texts; a single text counts as a list of one. */
  texts(field: string): readonly string[] {
    const value = this.raw(field)
    if (value === undefined) return []
    const list: unknown[] = Array.isArray(value) ? value : [value]
    if (list.every((item) => typeof item === 'string')) return list
    this.fail(field, 'expected text or a list of texts')
    return []
  }

  /** Readers for a list of mappings; a single mapping counts as a list of one. */
  children(field: string): FieldReader[] {
    const value = this.raw(field)
    if (value === undefined) return []
    const list: unknown[] = Array.isArray(value) ? value : [value]
    return list.map((item, index) => {
      const path = Array.isArray(value) ? [...this.path, field, index] : [...this.path, field]
      return new FieldReader(item, path, this.#source, this.#diagnostics)
    })
  }

  /** Reports fields that nobody asked for. */
  finish(): void {
    for (const field of Object.keys(this.#data)) {
      if (!this.#known.has(field)) this.fail(field, 'unknown field')
    }
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function showPath(path: readonly PathPart[]): string {
  let text = ''
  for (const part of path) {
    text += typeof part === 'number' ? `[${part}]` : text === '' ? part : `.${part}`
  }
  return text
}
