import { expect, test } from 'vitest'
import { createWasmKernel } from '../../src/kernel/wasm-kernel.ts'
import { LineCursor, type LineScanner } from '../../src/triage/lines.ts'
import { seeded } from '../helpers/seeded.ts'

const lf = 0x0a
const cr = 0x0d

/** Byte by byte. */
function expected(bytes: Uint8Array, offset: number): { line: number; lineStart: number } {
  let line = 1
  let lineStart = 0
  for (let at = 0; at < offset; at++) {
    if (bytes[at] !== lf && (bytes[at] !== cr || bytes[at + 1] === lf)) continue
    line++
    lineStart = at + 1
  }
  return { line, lineStart }
}

const wasm = createWasmKernel()

/** The kernel over a copy with other line ends around it; null without WebAssembly. */
function scanner(bytes: Uint8Array): LineScanner | null {
  if (wasm === null || wasm.lines === null) return null
  const { lines } = wasm
  const ptr = wasm.heapStart + 16
  wasm.reserve(ptr + bytes.length + 16)
  wasm.bytes.fill(lf, ptr - 16, ptr + bytes.length + 16)
  wasm.bytes.set(bytes, ptr)
  return {
    countLines: (from, to) => lines.countLines(ptr, bytes.length, from, to),
    lastLineStart: (from, to) => lines.lastLineStart(ptr, bytes.length, from, to),
    asciiEnd: (from, to) => lines.asciiEnd(ptr, from, to),
  }
}

const random = seeded('lines')
/** Line ends, their neighbours by one bit, and bytes that carry into the next when they are added to. */
const odd = [lf, 0x0b, 0x09, 0x8a, 0x0c, 0x0e, 0x8d, 0x00, 0xff, 0x7f, 0x80, 0x20, 0x61]

test.each([
  ['without carriage returns', odd],
  ['with few of them', [...odd, ...odd, ...odd, cr]],
  ['of line ends', [lf, cr]],
  ['of line feeds', [lf]],
  ['in long lines', [...Array.from({ length: 200 }, () => 0x61), lf]],
])('lines of text %s are those of a pass byte by byte', (_, alphabet) => {
  for (let round = 0; round < 300; round++) {
    const before = random.int(8)
    const length = random.int(200)
    const memory = Uint8Array.from({ length: before + length }, () => random.pick(alphabet))
    const bytes = memory.subarray(before)
    const cursor = new LineCursor(bytes, 'utf-8')
    const scanned = new LineCursor(bytes, 'utf-8', 1, scanner(bytes))
    const step = 1 + random.int(60)
    for (let offset = 0; offset <= length; offset += 1 + random.int(step)) {
      const position = cursor.position(offset)
      expect(position).toMatchObject(expected(bytes, offset))
      expect(scanned.position(offset)).toEqual(position)
    }
  }
})
