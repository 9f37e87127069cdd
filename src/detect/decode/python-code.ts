import type { Marshalled, PythonCode } from './marshal.ts'

/** Constants with the name that they are assigned to or passed as, or with the function that they are given to. */
export interface Use {
  readonly name: Marshalled | null
  readonly values: readonly Marshalled[]
  readonly isCall: boolean
}

interface Opcodes {
  readonly constant: number
  /** Of the names of arguments, in 3.11 and 3.12. */
  readonly keywords: number
  readonly extended: number
  readonly map: number
  /** Stores whose argument counts names, and those whose argument counts local variables. */
  readonly storeNames: readonly number[]
  readonly storeLocals: readonly number[]
  readonly storeAttribute: number
  /** Loads of what `names` holds. */
  readonly loadNames: readonly number[]
}

/** The same from 2.x to 3.12. */
const classic: Opcodes = {
  constant: 100,
  keywords: 172,
  extended: 144,
  map: 105,
  storeNames: [90, 97, 95],
  storeLocals: [125],
  storeAttribute: 95,
  loadNames: [101, 116, 106, 160],
}
const of313: Opcodes = {
  constant: 83,
  keywords: -1,
  extended: 71,
  map: 48,
  storeNames: [114, 113, 108],
  storeLocals: [110],
  storeAttribute: 108,
  loadNames: [92, 91, 82],
}
const magicOf36 = 3360
const magicOf311 = 3450
const magicOf312 = 3500
const magicOf313 = 3550
const magicOf314 = 3600
const python2 = 20_000
const firstWithArgument = 90
/** Holds room for the interpreter's caches, and does nothing. */
const cache = 0
const maxLoads = 256

/**
 * Follows the constants of a code object to where they go: `NAME = "..."`, `f(name="...")`, `{"name": "..."}`, and
 * what is given to a call or a container without a name. Only straight lines are followed; no code is run.
 *
 * @see CPython's Lib/dis.py and Include/opcode_ids.h
 */
export function followConstants(bytes: Uint8Array, unit: PythonCode, magic: number): Use[] {
  if (magic >= magicOf314 && magic < python2) return []
  const codes = magic >= magicOf313 && magic < python2 ? of313 : classic
  const found: Use[] = []
  /** What was loaded in a row: constants, and null for other things. */
  let loads: (Marshalled | null)[] = []
  let called: Marshalled | null = null
  const assign = (name: Marshalled | undefined, value: Marshalled | null | undefined): void => {
    if (name !== undefined && value) found.push({ name, values: [value], isCall: false })
  }
  for (const [operation, argument] of instructions(bytes, unit, magic, codes.extended)) {
    if (operation === codes.constant || operation === codes.keywords) {
      const value = unit.constants[argument] ?? null
      // Names of arguments and of keys stand behind their values, as a constant of their own.
      if (value?.kind === 'list' && value.items.every(({ kind }) => kind === 'text')) {
        const { items } = value
        if (items.length <= loads.length) {
          const values = loads.slice(loads.length - items.length)
          for (const [index, name] of items.entries()) assign(name, values[index])
        }
        loads = [...loads, null]
      } else loads.push(value)
      if (loads.length > maxLoads) loads = loads.slice(-maxLoads / 2)
    } else if (codes.storeNames.includes(operation)) {
      // `self.api_key = "..."` loads `self` in between.
      assign(unit.names[argument], loads.at(operation === codes.storeAttribute ? -2 : -1))
      loads = []
    } else if (codes.storeLocals.includes(operation)) {
      assign(unit.locals[argument], loads.at(-1))
      loads = []
    } else if (operation === codes.map) {
      giveKeys(loads.slice(-argument * 2), found)
      loads.push(null)
    } else if (codes.loadNames.includes(operation)) {
      called = unit.names[argument >> nameShift(operation, magic)] ?? null
      loads.push(null)
    } else {
      const values = loads.slice(loads.lastIndexOf(null) + 1) as Marshalled[]
      if (called !== null && values.length > 0) found.push({ name: called, values, isCall: true })
      loads.push(null)
    }
  }
  return found
}

/** Bits of the argument that are none of the name's number: of `LOAD_GLOBAL` since 3.11, of `LOAD_ATTR` since 3.12. */
function nameShift(operation: number, magic: number): number {
  if (magic >= python2) return 0
  if (operation === 116 || operation === 91) return magic >= magicOf311 ? 1 : 0
  return (operation === 106 || operation === 82) && magic >= magicOf312 ? 1 : 0
}

function giveKeys(pairs: readonly (Marshalled | null)[], found: Use[]): void {
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const name = pairs[index] ?? null
    const value = pairs[index + 1] ?? null
    if (name !== null && value !== null) found.push({ name, values: [value], isCall: false })
  }
}

function* instructions(
  bytes: Uint8Array,
  { start, end }: PythonCode,
  magic: number,
  extended: number,
): Generator<readonly [operation: number, argument: number]> {
  const isWord = magic >= magicOf36 && magic < python2
  const isCached = magic >= magicOf311 && magic < python2
  let high = 0
  for (let at = start; at < end;) {
    const operation = bytes[at]!
    let argument = 0
    if (isWord) {
      argument = bytes[at + 1] ?? 0
      at += 2
    } else if (operation >= firstWithArgument) {
      argument = (bytes[at + 1] ?? 0) | ((bytes[at + 2] ?? 0) << 8)
      at += 3
    } else at++
    if (operation === extended) {
      high = (high | argument) << (isWord ? 8 : 16)
      continue
    }
    if (operation !== cache || !isCached) yield [operation, high | argument]
    high = 0
  }
}
