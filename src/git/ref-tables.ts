import { join } from 'node:path'
import type { StoredRef } from './packed-refs.ts'
import { readFileBounded } from './read-regular-file.ts'
import type { StoredRefs } from './ref-files.ts'
import { numberEntries } from './reflog.ts'
import { type TableLog, parseReftable } from './reftable.ts'

const largestTable = 512 * 1024 * 1024
const mostTables = 10_000

/** Reads the stack of tables in `<dir>/reftable`: later tables win over earlier ones. */
export function readRefTables(dir: string): StoredRefs {
  const refs = new Map<string, StoredRef>()
  const logs = new Map<string, Map<bigint, TableLog>>()
  const found: StoredRefs = { refs, logs: new Map(), broken: [] }
  const folder = join(dir, 'reftable')
  const names = read(join(folder, 'tables.list'), 'tables.list', found)?.toString('utf8')
  for (const table of (names ?? '')
    .split('\n')
    .filter((name) => name !== '')
    .slice(0, mostTables)) {
    // A table is a file in this folder and nowhere else.
    if (!/^[\w.-]+$/.test(table) || table.startsWith('.')) {
      found.broken.push({ name: table, detail: 'is no name of a reftable' })
      continue
    }
    const bytes = read(join(folder, table), table, found)
    if (bytes === null) continue
    const parsed = parseReftable(bytes)
    for (const detail of parsed.bad) found.broken.push({ name: `reftable/${table}`, detail })
    for (const ref of parsed.refs) {
      if ('deleted' in ref) refs.delete(ref.name)
      else refs.set(ref.name, ref)
    }
    for (const log of parsed.logs) {
      const known = logs.get(log.name)
      if (known) known.set(log.updateIndex, log)
      else logs.set(log.name, new Map([[log.updateIndex, log]]))
    }
  }
  for (const [name, entries] of logs) {
    const newestFirst = [...entries.values()]
      .toSorted((a, b) => (a.updateIndex > b.updateIndex ? -1 : 1))
      .flatMap((log) => log.ids ?? [])
    const ids = newestFirst.map((entry) => entry.new)
    const oldest = newestFirst.at(-1)
    if (oldest) ids.push(oldest.old)
    found.logs.set(name, numberEntries(ids))
  }
  return found
}

function read(path: string, name: string, found: StoredRefs): Buffer | null {
  try {
    const bytes = readFileBounded(path, largestTable)
    if (bytes === null)
      found.broken.push({ name, detail: `is not a file of at most ${largestTable} bytes` })
    return bytes
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    found.broken.push({ name: `reftable/${name}`, detail: `cannot be read: ${code}` })
    return null
  }
}
