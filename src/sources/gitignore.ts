import { isGlobSpecial, wildmatch } from './wildmatch.ts'

/**
 * One file of ignore patterns, parsed and matched as git's `dir.c` does. Paths hold one character per byte, are
 * `/`-separated and relative to the top of the work tree.
 */
export interface IgnoreList {
  /** Folder the patterns are relative to: empty, or ending in `/`. */
  readonly base: string
  readonly ignoreCase: boolean
  readonly patterns: readonly IgnorePattern[]
  /** Patterns that are one plain name, by that name: most lists are made of these. Later index wins. */
  readonly names: ReadonlyMap<string, readonly number[]>
  /** Indexes of all other patterns, last first. */
  readonly others: readonly number[]
}

export interface IgnorePattern {
  /** Without `!`, without the trailing slash. */
  readonly pattern: string
  readonly negated: boolean
  readonly onlyFolders: boolean
  /** Holds no slash: compared with the last component at any depth. */
  readonly anyDepth: boolean
  /** Length of the part before the first wildcard. */
  readonly literalLength: number
  /** `*` followed by plain text. */
  readonly suffix: boolean
}

/** @param text the file's bytes, one character each */
export function parseIgnoreList(
  text: string,
  base: string,
  ignoreCase: boolean = false,
): IgnoreList {
  const patterns: IgnorePattern[] = []
  const names = new Map<string, number[]>()
  const others: number[] = []
  const body = text.startsWith('\u00ef\u00bb\u00bf') ? text.slice(3) : text
  for (const line of body.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const pattern = parsePattern(line)
    const index = patterns.push(pattern) - 1
    if (pattern.anyDepth && pattern.literalLength === pattern.pattern.length) {
      const name = fold(pattern.pattern, ignoreCase)
      const known = names.get(name)
      if (known === undefined) names.set(name, [index])
      else known.unshift(index)
    } else {
      others.unshift(index)
    }
  }
  return { base, ignoreCase, patterns, names, others }
}

function parsePattern(line: string): IgnorePattern {
  let pattern = trimEnd(line.endsWith('\r') ? line.slice(0, -1) : line)
  const negated = pattern.startsWith('!')
  if (negated) pattern = pattern.slice(1)
  const suffix = pattern.startsWith('*') && firstSpecial(pattern, 1) === pattern.length
  const onlyFolders = pattern.endsWith('/')
  if (onlyFolders) pattern = pattern.slice(0, -1)
  return {
    pattern,
    negated,
    onlyFolders,
    anyDepth: !pattern.includes('/'),
    literalLength: firstSpecial(pattern, 0),
    suffix,
  }
}

/** Cuts unescaped trailing spaces (only spaces), and everything behind a NUL, which ends a line for git. */
function trimEnd(line: string): string {
  const nul = line.indexOf('\0')
  const text = nul === -1 ? line : line.slice(0, nul)
  let end = -1
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ' ') {
      if (end === -1) end = i
      continue
    }
    if (text[i] === '\\' && ++i >= text.length) return text
    end = -1
  }
  return end === -1 ? text : text.slice(0, end)
}

function firstSpecial(pattern: string, from: number): number {
  for (let i = from; i < pattern.length; i++) if (isGlobSpecial(pattern.charCodeAt(i))) return i
  return pattern.length
}

function fold(text: string, ignoreCase: boolean): string {
  return ignoreCase
    ? text.replaceAll(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) | 0x20))
    : text
}

/**
 * The pattern of `list` that decides about `path`; null when none matches. The last one in the file wins.
 *
 * @param nameStart where the last component of `path` starts
 */
export function decidingPattern(
  list: IgnoreList,
  path: string,
  nameStart: number,
  isFolder: boolean,
): IgnorePattern | null {
  const name = path.slice(nameStart)
  let best = -1
  const exact = list.names.get(fold(name, list.ignoreCase))
  if (exact !== undefined) {
    for (const index of exact) {
      if (!list.patterns[index]?.onlyFolders || isFolder) {
        best = index
        break
      }
    }
  }
  for (const index of list.others) {
    if (index < best) break
    const pattern = list.patterns[index]
    if (pattern === undefined || (pattern.onlyFolders && !isFolder)) continue
    if (matches(pattern, list, path, name)) {
      best = index
      break
    }
  }
  return list.patterns[best] ?? null
}

function matches(pattern: IgnorePattern, list: IgnoreList, path: string, name: string): boolean {
  if (!pattern.anyDepth) return matchesPath(pattern, list, path)
  if (pattern.suffix) return same(list, name.slice(1 - pattern.pattern.length), pattern, 1)
  return wildmatch(pattern.pattern, name, { pathname: false, ignoreCase: list.ignoreCase })
}

/** `*.ext`: the name ends in what follows the star, and may be nothing more. */
function same(list: IgnoreList, end: string, pattern: IgnorePattern, from: number): boolean {
  return (
    pattern.pattern.length === from ||
    fold(end, list.ignoreCase) === fold(pattern.pattern.slice(from), list.ignoreCase)
  )
}

function matchesPath(pattern: IgnorePattern, list: IgnoreList, path: string): boolean {
  const { base, ignoreCase } = list
  if (!fold(path, ignoreCase).startsWith(fold(base, ignoreCase))) return false
  let text = pattern.pattern
  let literal = pattern.literalLength
  if (text.startsWith('/')) {
    text = text.slice(1)
    literal--
  }
  const rest = path.slice(base.length)
  if (rest === '') return false
  if (literal > 0) {
    if (literal > rest.length) return false
    const head = rest.slice(0, literal)
    if (fold(head, ignoreCase) !== fold(text.slice(0, literal), ignoreCase)) return false
    if (literal === text.length) return literal === rest.length
    // One literal character stays, so that `a**` is not taken for a component of its own.
    literal--
  }
  return wildmatch(text.slice(literal), rest.slice(literal), { pathname: true, ignoreCase })
}
