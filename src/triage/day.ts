const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const parts = dayPattern.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  // Day 0 of the next month is the last of this one.
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  )
}

/** The day it is, UTC, `YYYY-MM-DD`: days written so are in order as texts are. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
