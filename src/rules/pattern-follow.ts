import type { PatternPlan } from '../model/rule.ts'
import { emptyCharset, intersects, members, union, type Charset } from './pattern-charset.ts'
import { bytesOf, lengthOf, type Node } from './pattern-node.ts'
import { requiredTexts, type Required } from './pattern-required.ts'

/** Loops at the very beginning are taken off when they are this short, lazy and of one class. */
const maxLead = 200
const leadSource = /^(\[(?:\\.|[^\]\\])+\]|\\w|\.)\{0,(\d{1,3})\}\?/
/** More bytes than this say nothing. */
const maxMarks = 40

/**
 * A lazy loop of one class in front of everything, `[\w.-]{0,50}?`. A match of the rest anywhere is a match of the
 * whole: the loop may take nothing. Of all matches of the whole the leftmost begins as far left as the loop reaches,
 * and, being lazy, goes on at the leftmost place where the rest matches: so it can be added to a match of the rest.
 */
export function leadOf(
  node: Node,
  pattern: string,
): { rest: Node; source: string; lead: NonNullable<PatternPlan['lead']> } | null {
  if (node.kind !== 'sequence') return null
  const [first, ...items] = node.items
  const written = leadSource.exec(pattern)
  if (written === null || first?.kind !== 'repeat' || first.item.kind !== 'char') return null
  const bytes = members(first.item.set, 256)
  if (bytes === null || first.max > maxLead || first.min > 0 || items.length === 0) return null
  return {
    rest: { kind: 'sequence', items },
    source: pattern.slice(written[0].length),
    lead: { bytes: String.fromCharCode(...bytes), max: first.max },
  }
}

/**
 * What must come behind a literal: after a few bytes of known classes one of a few marks, as `=` or `:` behind a name.
 */
export function followOf(node: Node, required: Required): PatternPlan['follow'] {
  if (node.kind !== 'sequence') return null
  const items = joinCharacters(node.items)
  const at = items.findIndex((item) => isSame(requiredTexts(item), required))
  const holder = items[at]
  if (holder === undefined) return null
  let skip = bytesOf(holder)
  let within = lengthOf(holder).max
  for (const item of items.slice(at + 1)) {
    if (item.kind === 'look' || item.kind === 'echo') return null
    if (lengthOf(item).min > 0) {
      const mark = firstBytes(item)
      const marks = members(mark, maxMarks)
      if (marks === null || !Number.isFinite(within) || !intersects(mark, mark)) return null
      return { skip: text(skip), mark: text(mark), within }
    }
    skip = union(skip, bytesOf(item))
    within += lengthOf(item).max
  }
  return null
}

/** Characters in a row are one item. */
function joinCharacters(items: readonly Node[]): Node[] {
  const joined: Node[] = []
  for (const item of items) {
    const last = joined.at(-1)
    if (item.kind !== 'char' || last?.kind !== 'sequence') {
      joined.push(item.kind === 'char' ? { kind: 'sequence', items: [item] } : item)
    } else joined[joined.length - 1] = { kind: 'sequence', items: [...last.items, item] }
  }
  return joined
}

function text(set: Charset): string {
  return String.fromCharCode(...(members(set, 256) ?? []))
}

function isSame(own: Required | null, wanted: Required): boolean {
  return own !== null && own.texts.join('\0') === wanted.texts.join('\0')
}

/** Bytes that a match of the node can begin with; all that it can hold where that is not told easily. */
function firstBytes(node: Node): Charset {
  switch (node.kind) {
    case 'char':
      return node.set
    case 'choice':
      return node.items.map(firstBytes).reduce(union, emptyCharset)
    case 'repeat':
      return firstBytes(node.item)
    case 'sequence': {
      let first = emptyCharset
      for (const item of node.items) {
        first = union(first, firstBytes(item))
        if (lengthOf(item).min > 0) break
      }
      return first
    }
    default:
      return bytesOf(node)
  }
}
