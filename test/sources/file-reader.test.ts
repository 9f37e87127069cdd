import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createFixture } from 'fs-fixture'
import { expect, test } from 'vitest'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { FileReader } from '../../src/sources/file-reader.ts'
import type { FileWindow } from '../../src/sources/file-reader.ts'
import { readStream } from '../../src/sources/stdin.ts'
import { seeded } from '../helpers/seeded.ts'

const sizes = { streamAbove: 1000, window: 400, overlap: 100 }

interface Seen {
  readonly text: string
  readonly offset: number
  readonly from: number
  readonly until: number
}

function keep(into: Seen[]): (window: FileWindow) => void {
  return ({ bytes, offset, from, until }) =>
    into.push({ text: Buffer.from(bytes).toString('latin1'), offset, from, until })
}

/** The parts that windows own, joined, are the file: nothing twice, nothing left out. */
function owned(windows: readonly Seen[]): string {
  return windows.map(({ text, from, until }) => text.slice(from, until)).join('')
}

async function fixtureOf(content: string | Buffer) {
  const tree = await createFixture({ file: content })
  return { tree, item: { path: 'file', absolute: join(tree.path, 'file') } }
}

test.each([0, 1, 999, 1000, 1001, 1299, 1300, 1301, 4096, 10_000])(
  'windows of a file of %i bytes own each byte once',
  async (length) => {
    const content = seeded(length).base62(length)
    const { tree, item } = await fixtureOf(content)
    await using _ = tree
    const coverage = new CoverageLog()
    const windows: Seen[] = []
    expect(new FileReader(coverage, undefined, sizes).read(item, keep(windows))).toBe(true)
    expect(owned(windows)).toBe(content)
    for (const { text, offset } of windows)
      expect(content.slice(offset, offset + text.length)).toBe(text)
    // Everything but a file's own edges is seen with half an overlap around it.
    expect(windows.slice(1).every(({ from }) => from === 50)).toBe(true)
    expect(windows.slice(0, -1).every(({ text, until }) => text.length - until === 50)).toBe(true)
    expect(coverage.snapshot()).toMatchObject({ files: 1, bytes: length, skipped: [] })
    expect(windows.length > 1).toBe(length >= 1000)
  },
)

test('one buffer serves small, large and small again', async () => {
  const random = seeded('sizes')
  const contents = [10, 700_000, 0, 300_000, 5].map((length) => random.base62(length))
  await using tree = await createFixture(
    Object.fromEntries(contents.map((text, i) => [`f${i}`, text])),
  )
  const reader = new FileReader(new CoverageLog())
  for (const [i, content] of contents.entries()) {
    const windows: Seen[] = []
    reader.read({ path: `f${i}`, absolute: join(tree.path, `f${i}`) }, keep(windows))
    expect(windows.map((window) => window.text)).toEqual([content])
  }
})

test('memory may grow in place', async () => {
  const content = seeded('grow').base62(500_000)
  const { tree, item } = await fixtureOf(content)
  await using _ = tree
  let memory = new ArrayBuffer(0)
  // As WebAssembly memory does: what it held stays, the old view is empty.
  const reader = new FileReader(new CoverageLog(), (minBytes) => {
    const held = new Uint8Array(memory).slice()
    structuredClone(memory, { transfer: [memory] })
    memory = new ArrayBuffer(Math.max(minBytes, held.length))
    const view = new Uint8Array(memory)
    view.set(held)
    return view
  })
  const windows: Seen[] = []
  reader.read(item, keep(windows))
  expect(windows.map((window) => window.text)).toEqual([content])
})

test('what is gone, became a link or a folder, or is closed is counted by reason', async () => {
  await using tree = await createFixture({ gone: '', link: '', closed: 'x', 'folder/x': '' })
  rmSync(join(tree.path, 'gone'))
  rmSync(join(tree.path, 'link'))
  symlinkSync('closed', join(tree.path, 'link'))
  chmodSync(join(tree.path, 'closed'), 0o000)
  const coverage = new CoverageLog()
  const reader = new FileReader(coverage)
  const isRoot = process.geteuid?.() === 0
  if (isRoot) {
    chmodSync(tree.path, 0o755)
    process.seteuid?.(65_534)
  }
  try {
    for (const path of ['gone', 'link', 'closed', 'folder']) {
      expect(reader.read({ path, absolute: join(tree.path, path) }, () => {})).toBe(false)
    }
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
  expect(coverage.snapshot().skippedCount).toEqual({ vanished: 2, unreadable: 2 })
  expect(coverage.files).toBe(0)
})

test('an error of the visitor is not taken for an unreadable file', async () => {
  const { tree, item } = await fixtureOf('x')
  await using _ = tree
  const reader = new FileReader(new CoverageLog())
  expect(() =>
    reader.read(item, () => {
      throw new RangeError('broken')
    }),
  ).toThrow('broken')
})

test('the start of a file comes in order, and a file that has shrunk says so', async () => {
  const content = seeded('start').base62(600_000)
  const { tree, item } = await fixtureOf(content)
  await using _ = tree
  const reader = new FileReader(new CoverageLog())
  const pieces: string[] = []
  const add = (chunk: Uint8Array): void => void pieces.push(Buffer.from(chunk).toString('latin1'))
  expect(reader.readStart(item, 500_001, add)).toBe(true)
  expect(pieces.join('')).toBe(content.slice(0, 500_001))
  writeFileSync(item.absolute, 'short')
  expect(reader.readStart(item, 500_001, () => {})).toBe(false)
})

test.each([0, 1, 399, 400, 401, 700, 701, 5000])(
  'a stream of %i bytes gives the same windows as a file',
  async (length) => {
    const content = seeded(length).base62(length)
    for (const piece of [1, 7, 64, 1000]) {
      const chunks: Buffer[] = []
      for (let at = 0; at < length; at += piece)
        chunks.push(Buffer.from(content.slice(at, at + piece)))
      const coverage = new CoverageLog()
      const windows: Seen[] = []
      await readStream(Readable.from(chunks), coverage, keep(windows), sizes)
      expect(owned(windows)).toBe(content)
      for (const { text, offset } of windows) {
        expect(text.length).toBeLessThanOrEqual(400)
        expect(content.slice(offset, offset + text.length)).toBe(text)
      }
      expect(coverage).toMatchObject({ files: 1, bytes: length })
    }
  },
)

test('a stream that breaks is an error in one sentence', async () => {
  const broken = new Readable({
    read() {
      this.destroy(
        Object.assign(new Error('connection reset'), { syscall: 'read', code: 'ECONNRESET' }),
      )
    },
  })
  await expect(readStream(broken, new CoverageLog(), () => {})).rejects.toThrow(/broke off/)
})
