import { isTextByte } from '../../bytes/base64.ts'
import type { Decoded } from './decoded.ts'
import { DamagedMarshal, MarshalReader } from './marshal.ts'
import type { Marshalled, PythonCode } from './marshal.ts'
import { followConstants } from './python-code.ts'
import { TextBuilder } from './text-builder.ts'

const carriage = 0x0d
const lineFeed = 0x0a
const code = 0x63
const longestHeader = 16
const magicOf33 = 3180
const magicOf37 = 3390
const python2 = 20_000
const via = 'pyc'

/** True for the magic number of compiled Python: the version, then CR and LF. */
export function isPyc(bytes: Uint8Array): boolean {
  return (
    bytes.length > longestHeader &&
    bytes[2] === carriage &&
    bytes[3] === lineFeed &&
    (bytes[1] === 0xf3 || (bytes[1]! >= 0x0b && bytes[1]! < 0x20))
  )
}

/**
 * A compiled Python module as text, in statements that end with a semicolon (literals on lines of their own would be
 * taken for one literal that is split): the names it uses, then for each code object its texts with the names they are
 * assigned to or passed as. In the file itself values stand behind a byte of their length, far from their names.
 *
 * @param onLimit called when the rest could not be read
 */
export function* readPyc(bytes: Uint8Array, onLimit: () => void): Generator<Decoded> {
  const magic = bytes[0]! | (bytes[1]! << 8)
  const start = headerSize(magic)
  if ((bytes[start]! & 0x7f) !== code) {
    onLimit()
    return
  }
  let root: Marshalled
  try {
    root = new MarshalReader(bytes, start, magic).read()
  } catch (error) {
    if (!(error instanceof DamagedMarshal)) throw error
    onLimit()
    return
  }
  const text = new TextBuilder()
  const seen = new Set<Marshalled>()
  const waiting = [root]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind !== 'code' || seen.has(next)) continue
    seen.add(next)
    writeCode(text, bytes, next, magic)
    waiting.push(...next.constants)
  }
  if (text.length > 0) yield text.take(via, bytes.length)
}

/** Behind the version stands a time; the source's size too since 3.3; flags too since 3.7. */
function headerSize(magic: number): number {
  if (magic >= python2 || magic < magicOf33) return 8
  return magic < magicOf37 ? 12 : longestHeader
}

function writeCode(text: TextBuilder, bytes: Uint8Array, unit: PythonCode, magic: number): void {
  // Names of modules and attributes say whose the values are.
  for (const name of unit.names) {
    if (name.kind !== 'text') continue
    text.copy(bytes, name.start, name.end)
    text.write(' ', name.end)
  }
  text.write('\n', unit.start)
  const written = new Set<Marshalled>()
  for (const { name, values, isCall } of followConstants(bytes, unit, magic)) {
    const texts = values.filter((value) => isText(bytes, value))
    if (texts.length === 0) continue
    if (name?.kind === 'text') {
      text.copy(bytes, name.start, name.end)
      text.write(isCall ? '(' : ' = ', texts[0]!.start)
    }
    for (const [index, value] of texts.entries()) {
      written.add(value)
      writeText(text, bytes, value)
      text.write(index + 1 < texts.length ? ', ' : isCall ? ');\n' : ';\n', value.end)
    }
  }
  for (const value of unit.constants) {
    if (written.has(value) || !isText(bytes, value)) continue
    writeText(text, bytes, value)
    text.write(';\n', value.end)
  }
}

function writeText(
  text: TextBuilder,
  bytes: Uint8Array,
  { start, end }: { start: number; end: number },
): void {
  text.write('"', start)
  text.copy(bytes, start, end)
  text.write('"', end)
}

function isText(
  bytes: Uint8Array,
  value: Marshalled,
): value is Extract<Marshalled, { kind: 'text' }> {
  if (value.kind !== 'text' || value.end === value.start) return false
  const byte = bytes[value.start]!
  return isTextByte(byte) || byte >= 0x80
}
