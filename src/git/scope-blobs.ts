import { spawn } from 'node:child_process'
import { ScanError } from '../model/errors.ts'
import { type CommitGraph, type CommitIx, commitId } from './commit-graph.ts'
import { hardenedArguments, localEnvironment } from './git-environment.ts'
import { GrowableBytes } from './growable.ts'
import { idLength } from './object-id.ts'
import type { Repository } from './repository.ts'
import { type CommitSelection, selectionTips } from './selection.ts'

/** Raw ids, one after the other, maybe with repeats. */
export interface ScopeIds {
  readonly ids: Uint8Array
  readonly count: number
  /** Raw ids of what belongs in scope and is not here, as far as git says so. */
  readonly missing: Uint8Array
}

/** What besides commits narrows a scope. */
export interface ScopeFilter {
  /** Only blobs that stand, or stood, at such a path. */
  readonly path?: (path: string) => boolean
}

/**
 * Which objects a selection of commits puts in scope, besides the commits themselves.
 *
 * With `since`, the blobs that selected commits brought: in the commit and in none of its parents, merges' own content
 * included (`git diff-tree -c`). The same with `path`; where there is no `since`, `findAtPaths` is ten times as fast.
 * Without either, everything the selected commits hold (`git rev-list --objects`); that lists trees too. Both ask git:
 * it takes 3 s for all objects of a repository of 200k commits, and only for those who select.
 *
 * @throws ScanError `git-failed`, e.g. where a partial clone lacks trees
 */
export async function listScope(
  repository: Repository,
  graph: CommitGraph,
  selected: Uint8Array,
  selection: CommitSelection,
  filter: ScopeFilter = {},
): Promise<ScopeIds> {
  const since = selection.sinceTime !== undefined || selection.sinceCommit !== undefined
  const hexLength = 2 * idLength(repository.objectFormat)
  const ids = new GrowableBytes(1 << 16)
  const missing = new GrowableBytes(256)
  if (since || filter.path !== undefined) {
    const commits: string[] = []
    for (let i = 0; i < graph.count; i++) {
      if (selected[i] === 1) commits.push(commitId(graph, i as CommitIx))
    }
    await askGit(repository, diffTree, commits, 0, readRaw(hexLength, filter, ids))
  } else {
    await askGit(repository, revList, selectionTips(graph, selected), 0x0a, (line) => {
      if (line[0] === question) missing.pushHex(line, 1, hexLength)
      else if (line.length >= hexLength) ids.pushHex(line, 0, hexLength)
    })
  }
  return { ids: ids.take(), count: ids.length / (hexLength / 2), missing: missing.take() }
}

const question = 0x3f
const colon = 0x3a

const revList = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--stdin']
const diffTree = [
  'diff-tree',
  '--stdin',
  '-r',
  '-c',
  '--root',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-commit-id',
]

/**
 * Reads what `diff-tree --raw -z` says, piece by piece: `:mode mode id id status` and then a path. A merge has one more
 * colon, mode and id per further parent; the last id is the result's.
 */
function readRaw(
  hexLength: number,
  { path }: ScopeFilter,
  ids: GrowableBytes,
): (piece: Uint8Array) => void {
  let header: Uint8Array | null = null
  return (piece) => {
    if (header === null) {
      header = piece[0] === colon ? Uint8Array.from(piece) : null
      return
    }
    if (path === undefined || path(utf8.decode(piece))) pushResultId(header, hexLength, ids)
    header = null
  }
}

const utf8 = new TextDecoder('utf-8')

function pushResultId(header: Uint8Array, hexLength: number, ids: GrowableBytes): void {
  let colons = 0
  while (header[colons] === colon) colons++
  // Modes have six digits and a space each, ids a space each.
  const at = colons + (colons + 1) * 7 + colons * (hexLength + 1)
  const mode = header[colons + colons * 7]
  // Submodules (16....) are no blobs, nothing (000000) is none either.
  if (mode !== 0x31 || header[colons + colons * 7 + 1] === 0x36) return
  if (header.length >= at + hexLength) ids.pushHex(header, at, hexLength)
}

/** Runs git with `lines` on stdin and hands over stdout piece by piece, as bytes; `end` ends each. */
async function askGit(
  { gitDir }: Repository,
  args: readonly string[],
  lines: readonly string[],
  end: number,
  onPiece: (piece: Uint8Array) => void,
): Promise<void> {
  if (lines.length === 0) return
  const child = spawn('git', [...hardenedArguments, ...args], {
    cwd: gitDir,
    env: localEnvironment(gitDir),
    stdio: 'pipe',
    windowsHide: true,
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < 2000) complaint += chunk.toString('utf8')
  })
  // git that ends early tells by its exit code.
  child.stdin.on('error', () => {})
  child.stdin.end(`${lines.join('\n')}\n`)
  let rest: Buffer = Buffer.alloc(0)
  child.stdout.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    for (let stop = bytes.indexOf(end); stop >= 0; stop = bytes.indexOf(end, at)) {
      onPiece(bytes.subarray(at, stop))
      at = stop + 1
    }
    rest = bytes.subarray(at)
  })
  let code: number | null
  try {
    code = await ended
  } catch (error) {
    throw new ScanError('git-failed', 'Cannot run git to select commits; is it installed?', {
      cause: error,
    })
  }
  if (code !== 0) {
    const said = complaint.split('\n')[0]?.slice(0, 200) ?? ''
    throw new ScanError(
      'git-failed',
      `git ${args[0]} ended with ${code}: ${said}; scan without a selection to read everything.`,
    )
  }
}
