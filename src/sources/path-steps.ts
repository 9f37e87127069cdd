import { mostStates, type PathSteps } from '../git/path-scope.ts'
import { ScanError } from '../model/errors.ts'
import { compilePattern, parseGlob, type PathGlob } from './path-filter.ts'

/**
 * The same predicate as `compileGlobs`, a folder at a time.
 *
 * A state is a set of positions in the patterns. A pattern has one position for each of its names. Where names cannot be
 * told apart (braces with a slash), a position is the whole path, so that there are as many states as folders.
 *
 * @throws ScanError `config` for an empty or negated pattern; later, `usage` when there are too many states
 */
export function compileSteps(globs: readonly string[]): PathSteps {
  const readers = globs.map((glob) => createReader(parseGlob(glob)))
  /** By state: where each reader stands. */
  const states: (readonly Position[])[] = [[]]
  const numbers = new Map<string, number>()

  const stateOf = (positions: readonly Position[]): number => {
    if (positions.length === 0) return -1
    const key = JSON.stringify(positions.map(({ which, at }) => [which, at]))
    const known = numbers.get(key)
    if (known !== undefined) return known
    if (states.length === mostStates) {
      throw new ScanError(
        'usage',
        'The path patterns meet too many folders; write them without slashes in braces.',
      )
    }
    numbers.set(key, states.length)
    states.push(positions)
    return states.length - 1
  }
  const folder = (state: number, name: string): number => {
    if (state <= everything) return state
    const next: Position[] = []
    for (const { which, reader, at } of states[state] ?? []) {
      const inside = reader.folder(at, name)
      if (inside === all) return everything
      if (inside !== null) next.push({ which, reader, at: inside })
    }
    return stateOf(next)
  }
  const file = (state: number, name: string): boolean =>
    state === everything || (states[state] ?? []).some(({ reader, at }) => reader.file(at, name))
  return {
    root: stateOf(readers.map((reader, which) => ({ which, reader, at: reader.start }))),
    // A hostile tree may have names with slashes; whoever prints its paths does not see the difference.
    folder: (state, name) => name.split('/').reduce(folder, state),
    file(state, name) {
      const parts = name.split('/')
      const last = parts.pop() ?? ''
      return file(parts.reduce(folder, state), last)
    },
  }
}

/** Of a pattern by names a set of positions among them, as bits. Of another the path. */
type At = number | string

interface Position {
  readonly which: number
  readonly reader: Reader
  readonly at: At
}

interface Reader {
  readonly start: At
  /** Where it stands in a folder of this name; null when nothing below that matches, `all` when everything does. */
  folder(at: At, name: string): At | typeof all | null
  file(at: At, name: string): boolean
}

/** Everything below matches. */
const everything = 0
const all: unique symbol = Symbol('all')

/** One bit for each name and for the end. */
const mostNames = 30

function createReader(glob: PathGlob): Reader {
  if (!glob.isRooted) return readAnywhere(glob)
  const names = glob.pattern.split('/')
  // `a/**` and `??/**` match `a` and `aa` too, `*/**` does not: such a one is asked as a whole.
  const isOdd = names.at(-1) === '**' && /[*?[{]/.test(names.at(-2) ?? '')
  const isSplit = names.length <= mostNames && names.every(isOneName) && !isOdd
  return isSplit ? readByNames(names, glob) : readByPath(names, glob)
}

/** Plain characters, `*`, `?`, braces and brackets that hold letters and digits. */
const oneName = /^(?:[\w *?.~%@\x80-\uffff-]|\[[!^]?\w+(?:-\w)?\]|\{[\w*?.-]+(?:,[\w*?.-]+)+\})+$/

/** Whether it means in a path what it means by itself. */
function isOneName(name: string): boolean {
  if (name === '.' || name === '..') return false
  return oneName.test(name) && (name === '**' || !name.includes('**'))
}

function readAnywhere({ onlyFolders, matches }: PathGlob): Reader {
  return {
    start: 0,
    folder: (at, name) => (matches(name) ? all : at),
    file: (_, name) => !onlyFolders && matches(name),
  }
}

function readByNames(names: readonly string[], { onlyFolders }: PathGlob): Reader {
  const tests = names.map((name) => (name === '**' ? null : compilePattern(name)))
  const end = 1 << names.length
  const opened = (bits: number): number => {
    let open = bits
    tests.forEach((test, i) => {
      if (test === null && (open & (1 << i)) !== 0) open |= 1 << (i + 1)
    })
    return open
  }
  const step = (bits: At, name: string): number => {
    let next = 0
    tests.forEach((test, i) => {
      if ((Number(bits) & (1 << i)) === 0) return
      if (test === null) next |= 1 << i
      else if (test(name)) next |= 1 << (i + 1)
    })
    return opened(next)
  }
  return {
    start: opened(1),
    folder(at, name) {
      const next = step(at, name)
      return (next & end) !== 0 ? all : next || null
    },
    file: (at, name) => !onlyFolders && (step(at, name) & end) !== 0,
  }
}

function readByPath(names: readonly string[], { onlyFolders, matches }: PathGlob): Reader {
  const first = names.findIndex((name) => !isOneName(name) || /[*?[{]/.test(name))
  const lead = names.slice(0, first)
  const join = (at: At, name: string): string => (at === '' ? name : `${at}/${name}`)
  return {
    start: '',
    folder(at, name) {
      const path = join(at, name)
      if (matches(path)) return all
      const depth = path.split('/').length
      return depth <= lead.length && lead[depth - 1] !== name ? null : path
    },
    file: (at, name) => !onlyFolders && matches(join(at, name)),
  }
}
