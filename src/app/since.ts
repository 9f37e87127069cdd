const day = 86_400
const units: Readonly<Record<string, number>> = {
  minute: 60,
  hour: 3_600,
  day,
  week: 7 * day,
  month: 30 * day,
  year: 365 * day,
}

/**
 * The moment a date means: `2024-01-31`, `2024-01-31T12:00:00Z`, `@1700000000`, `today`, `yesterday`, `3 days ago`.
 * Git's own reader takes anything, so that a slip of the pen means "now"; this one does not.
 *
 * @param now seconds since 1970
 * @returns seconds since 1970; null when it is no date
 */
export function parseSince(text: string, now: number): number | null {
  const stamp = /^@(\d{1,12})$/.exec(text)?.[1]
  if (stamp !== undefined) return Number(stamp)
  if (text === 'today') return now - (now % day)
  if (text === 'yesterday') return now - (now % day) - day
  const ago = /^(\d{1,6})[ .]?(minute|hour|day|week|month|year)s?(?:[ .]ago)?$/i.exec(text)
  if (ago !== null) return now - Number(ago[1]) * (units[(ago[2] ?? '').toLowerCase()] ?? 0)
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : Math.floor(time / 1000)
}
