import type { CodeFrame, CommitRef, Occurrence } from '../model/occurrence.ts'
import type { Finding, FindingHistory } from '../model/finding.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import type { Secret } from '../model/secret.ts'
import type { Skipped } from '../model/coverage.ts'
import { maskNames } from '../bytes/mask-runs.ts'

/*
 * A secret can also stand where nobody looked for one: in a file name, a branch, an author, a skipped path. Frames
 * come masked, but a reporter does not rely on that. So every string a stranger wrote is searched for every secret
 * of the report before any reporter sees it. In paths and names, what merely has the shape of a token goes as well.
 *
 * Invariant: after scrubbing, no such string holds a whole secret of 8 or more characters, nor 12 or more
 * consecutive characters of a random one. Shorter pieces are kept, because a path with holes in it is of no use.
 *
 * Blocks of 6 characters at every 6th position of a random secret are indexed; a common run of 12 or more holds at
 * least one aligned block (11 would do). Text is rolled over once: 10,000 findings of two places each take 0.1 to 0.25 s.
 */
const blockLength = 6
const minPiece = 12
const minWhole = 8
const maxSharing = 256

interface Block {
  readonly value: string
  readonly at: number
  readonly wholeOnly: boolean
}

type Scrub = (text: string) => string

/** Replaces every known secret in text by `…`. */
export function createScrubber(secrets: Iterable<Secret>): Scrub {
  const blocks = new Map<number, Block[]>()
  const seen = new Set<string>()
  for (const secret of secrets) {
    const value = secret.reveal('mask-frame')
    if (value.length < minWhole || seen.has(value)) continue
    seen.add(value)
    if (secret.guessable || value.length < minPiece) addBlock(blocks, value, 0, true)
    else for (const piece of pieces(value)) indexPiece(blocks, piece)
  }
  if (blocks.size === 0) return (text) => text
  return (text) => scrubText(text, blocks)
}

/** The lines of a PEM block without its BEGIN and END, which are no secret; any other secret as it is. */
function pieces(value: string): string[] {
  if (!value.includes('\n') && !value.startsWith('-----')) return [value]
  return value.split(/[\r\n]+|\\n|-----[A-Z0-9 ]+-----/).filter((line) => line.length >= minPiece)
}

function indexPiece(blocks: Map<number, Block[]>, value: string): void {
  for (let at = 0; at + blockLength <= value.length; at += blockLength) {
    addBlock(blocks, value, at, false)
  }
}

function addBlock(
  blocks: Map<number, Block[]>,
  value: string,
  at: number,
  wholeOnly: boolean,
): void {
  const hash = hashBlock(value, at)
  const block = { value, at, wholeOnly }
  const list = blocks.get(hash)
  // A block that hundreds of secrets share (the head of every PKCS#8 key) tells nothing; the next one will.
  if (list && !wholeOnly && list.length >= maxSharing) return
  if (list) list.push(block)
  else blocks.set(hash, [block])
}

function hashBlock(text: string, at: number): number {
  let hash = 0
  for (let i = at; i < at + blockLength; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

// 31 to the power of `blockLength - 1`, wrapped to 32 bits: the weight of the character that leaves the window.
const leavingWeight = (31 ** (blockLength - 1)) | 0

function scrubText(text: string, blocks: ReadonlyMap<number, readonly Block[]>): string {
  if (text.length < minWhole) return text
  let out = ''
  let kept = 0
  let hash = hashBlock(text, 0)
  for (let i = 0; i + blockLength <= text.length; i++) {
    if (i > 0) {
      hash = (hash - Math.imul(text.charCodeAt(i - 1), leavingWeight)) | 0
      hash = (Math.imul(hash, 31) + text.charCodeAt(i + blockLength - 1)) | 0
    }
    const candidates = i < kept ? undefined : blocks.get(hash)
    if (!candidates) continue
    const found = longestMatch(text, i, kept, candidates)
    if (!found) continue
    out += `${text.slice(kept, found.start)}…`
    kept = found.end
  }
  return kept === 0 ? text : out + text.slice(kept)
}

function longestMatch(
  text: string,
  at: number,
  floor: number,
  candidates: readonly Block[],
): { start: number; end: number } | null {
  let best: { start: number; end: number } | null = null
  for (const block of candidates) {
    let start = at
    let end = at
    let front = block.at
    let back = block.at
    while (start > floor && front > 0 && text[start - 1] === block.value[front - 1]) {
      start--
      front--
    }
    while (end < text.length && back < block.value.length && text[end] === block.value[back]) {
      end++
      back++
    }
    const needed = block.wholeOnly ? block.value.length : minPiece
    if (end - start >= needed && (!best || end - start > best.end - best.start))
      best = { start, end }
  }
  return best
}

/** The result with every secret that stands in a stranger's text replaced, and every token-like run in a path. */
export function scrubResult(result: ScanResult): ScanResult {
  const scrub = scrubsFor(result.findings)
  return {
    ...result,
    target: { ...result.target, name: scrub.name(result.target.name) },
    coverage: {
      ...result.coverage,
      skipped: result.coverage.skipped.map((item) => scrubSkipped(item, scrub)),
    },
    findings: scrubAll(result.findings, scrub),
    notices: result.notices.map((notice) => scrubNotice(notice, scrub)),
  }
}

/** As `scrubResult`, where there are only findings. */
export function scrubFindings(findings: readonly Finding[]): readonly Finding[] {
  return scrubAll(findings, scrubsFor(findings))
}

function scrubsFor(findings: readonly Finding[]): Scrubs {
  const secrets = findings.flatMap((finding) =>
    finding.secrets.flatMap((part) => (part.secret ? [part.secret] : [])),
  )
  const text = createScrubber(secrets)
  const name = remembered((given) => maskNames(text(given)))
  return { text, name, isEmpty: secrets.length === 0 }
}

function scrubAll(findings: readonly Finding[], scrub: Scrubs): readonly Finding[] {
  // Read back from a report, nearly all findings are as they should be: those are not copied.
  const isClean = (finding: Finding): boolean =>
    scrub.isEmpty && namesOf(finding).every((name) => scrub.name(name) === name)
  return findings.map((finding) => (isClean(finding) ? finding : scrubFinding(finding, scrub)))
}

/** Every path and name of a finding that `scrubFinding` looks at. */
function namesOf({ occurrences, history, suppression }: Finding): string[] {
  const names = [...(history?.paths ?? []), ...(history?.refs ?? [])]
  if (suppression) names.push(suppression.entry)
  for (const { path, target, via } of occurrences) {
    names.push(path)
    if (target !== undefined) names.push(target)
    if (via) names.push(...via)
  }
  return names
}

const maxRemembered = 10_000

/** Many findings stand in few files. */
function remembered(scrub: Scrub): Scrub {
  const known = new Map<string, string>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const after = scrub(name)
    if (known.size < maxRemembered) known.set(name, after)
    return after
  }
}

/** For prose and lines of code, and for paths and names. */
interface Scrubs {
  readonly text: Scrub
  readonly name: Scrub
  /** No secret is known, only its shape. */
  readonly isEmpty: boolean
}

function scrubSkipped(item: Skipped, { name }: Scrubs): Skipped {
  return { ...item, what: name(item.what), detail: name(item.detail) }
}

function scrubNotice(notice: Notice, { name }: Scrubs): Notice {
  return { ...notice, detail: name(notice.detail) }
}

function scrubFinding(finding: Finding, scrubs: Scrubs): Finding {
  const { text: scrub, name } = scrubs
  const [first, ...rest] = finding.occurrences
  return {
    ...finding,
    because: finding.because.map((item) =>
      item.detail === undefined ? item : { ...item, detail: scrub(item.detail) },
    ),
    occurrences: [
      scrubOccurrence(first, scrubs),
      ...rest.map((item) => scrubOccurrence(item, scrubs)),
    ],
    ...(finding.history && { history: scrubHistory(finding.history, scrubs) }),
    ...(finding.verdict && {
      verdict: { ...finding.verdict, detail: scrub(finding.verdict.detail) },
    }),
    ...(finding.suppression && {
      suppression: {
        ...finding.suppression,
        reason: scrub(finding.suppression.reason),
        entry: name(finding.suppression.entry),
      },
    }),
  }
}

function scrubOccurrence(place: Occurrence, { text, name }: Scrubs): Occurrence {
  return {
    ...place,
    path: name(place.path),
    ...(place.target !== undefined && { target: name(place.target) }),
    commit: scrubCommit(place.commit, text),
    ...(place.via && { via: place.via.map(name) }),
    ...(place.frame && { frame: scrubFrame(place.frame, text) }),
  }
}

function scrubFrame(frame: CodeFrame, scrub: Scrub): CodeFrame {
  return { ...frame, lines: frame.lines.map(scrub) }
}

function scrubCommit(commit: CommitRef | null, scrub: Scrub): CommitRef | null {
  return commit && { ...commit, author: scrub(commit.author) }
}

function scrubHistory(history: FindingHistory, { text, name }: Scrubs): FindingHistory {
  return {
    ...history,
    introduced: scrubCommit(history.introduced, text),
    removed: scrubCommit(history.removed, text),
    paths: history.paths.map(name),
    refs: history.refs.map(name),
  }
}
