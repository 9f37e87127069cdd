import { sha256Hex } from '../bytes/sha256.ts'
import { latin1 } from '../bytes/text.ts'
import type { EngineTables } from './compile.ts'

/** Values that are kept at most; then all are forgotten. */
const maxKept = 20_000

/** An engine belongs to one worker. */
const memos = new WeakMap<EngineTables, Map<string, boolean>>()

/**
 * True for a published sample credential. Only digests of those are known, and hashing is the dearest test of all, so
 * that what was asked before is remembered: a history shows the same value in many versions of a file.
 */
export function isDocumented(
  engine: EngineTables,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const { documented } = engine
  if (documented.size === 0) return false
  let memo = memos.get(engine)
  if (memo === undefined) memos.set(engine, (memo = new Map()))
  const value = latin1(bytes, start, end)
  let known = memo.get(value)
  if (known === undefined) {
    known = documented.has(sha256Hex(bytes, start, end))
    if (memo.size >= maxKept) memo.clear()
    memo.set(value, known)
  }
  return known
}
