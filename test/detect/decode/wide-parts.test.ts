import { expect, test } from 'vitest'
import { collectWide } from '../../../src/detect/decode/wide-parts.ts'
import type { KernelText } from '../../../src/detect/kernel-text.ts'
import { createWasmKernel } from '../../../src/kernel/wasm-kernel.ts'
import { seeded } from '../../helpers/seeded.ts'

const kernel = createWasmKernel()
const random = seeded('wide-parts')

/** The text with noughts around it, as if UTF-16 began before it and went on behind it. */
function inKernel(bytes: Uint8Array): KernelText | null {
  if (kernel === null) return null
  const ptr = kernel.heapStart + 16
  kernel.reserve(ptr + bytes.length + 16)
  for (let at = -16; at < bytes.length + 16; at++) kernel.bytes[ptr + at] = at & 1 ? 0x41 : 0
  kernel.bytes.set(bytes, ptr)
  return { kernel, what: 0, ptr, length: bytes.length }
}

function binary(): Uint8Array {
  const parts: Buffer[] = []
  for (let i = 1 + random.int(8); i > 0; i--) {
    const length = random.pick([0, 1, 3, 18, 19, 20, 21, 60])
    const kind = random.int(4)
    if (kind === 0) parts.push(Buffer.from(random.base62(length), 'utf16le'))
    else if (kind === 1) parts.push(Buffer.from(random.base62(length), 'utf16le').swap16())
    else if (kind === 2) parts.push(Buffer.alloc(length))
    else parts.push(Buffer.from(random.hex(2 * length), 'hex'))
  }
  return Buffer.concat(parts)
}

test('text in wide characters inside of binaries: the kernel finds what plain code finds', () => {
  let found = 0
  for (let round = 0; round < 3000; round++) {
    const bytes = binary()
    const plain = collectWide(bytes, null)
    const fast = collectWide(bytes, inKernel(bytes))
    expect(fast?.bytes).toEqual(plain?.bytes)
    if (plain === null) continue
    found++
    for (let at = 0; at <= plain.bytes.length; at++) {
      expect(fast?.sourceOffset(at)).toBe(plain.sourceOffset(at))
    }
  }
  expect(found).toBeGreaterThan(500)
})
