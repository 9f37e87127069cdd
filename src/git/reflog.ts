/** Where a ref pointed: `ref@{number}`, 0 is now. */
export interface ReflogEntry {
  readonly number: number
  readonly oid: string
}

const row = /^([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) /
const nothing = /^0+$/

/**
 * Reads a log file under `logs/` (git: `gitrepository-layout`): lines `old SP new SP who when TAB message`, oldest first.
 * What the oldest line started from counts as one more entry.
 *
 * @returns newest first, each object once, and how many lines could not be read
 */
export function parseReflog(text: string): {
  readonly entries: readonly ReflogEntry[]
  readonly bad: number
} {
  const rows = text.split('\n').filter((line) => line !== '')
  const ids: string[] = []
  let bad = 0
  for (const line of rows.toReversed()) {
    const match = row.exec(line)
    if (match) ids.push(match[2]!)
    else bad++
  }
  const oldest = row.exec(rows[0] ?? '')
  if (oldest) ids.push(oldest[1]!)
  return { entries: numberEntries(ids), bad }
}

/** @param ids newest first; zero ids (a ref that was not there) are left out, numbers still count them */
export function numberEntries(ids: readonly string[]): ReflogEntry[] {
  const seen = new Set<string>()
  const entries: ReflogEntry[] = []
  ids.forEach((oid, number) => {
    if (nothing.test(oid) || seen.has(oid)) return
    seen.add(oid)
    entries.push({ number, oid })
  })
  return entries
}
