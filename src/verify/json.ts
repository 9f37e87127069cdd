/** Readers for answers of strangers: whatever is there, the result has the type asked for. */

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** Numbers, and strings of digits: exchanges send both. Null for anything else. */
export function integer(value: unknown): number | null {
  if (typeof value === 'string' && /^-?\d{1,16}$/.test(value)) return Number(value)
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

/** Short names a vendor gives to rights, fit to be printed; others are left out. */
export function names(value: unknown): string[] {
  return list(value)
    .filter((item): item is string => typeof item === 'string' && /^[\w:./ -]{1,64}$/.test(item))
    .slice(0, 64)
}

/** The same for a comma-separated list. */
export function namesOf(value: unknown): string[] {
  return names(
    text(value)
      .split(',')
      .map((name) => name.trim()),
  )
}

/** A vendor's error code, fit to be printed. */
export function errorCode(value: unknown): string {
  const code = typeof value === 'number' ? `${value}` : text(value)
  return /^[\w:. -]{1,60}$/.test(code) ? code : ''
}
