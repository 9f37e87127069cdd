import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PackFile } from '../../src/git/pack-file.ts'
import { seeded } from '../helpers/seeded.ts'

const dir = mkdtempSync(join(tmpdir(), 'straykey-pack-file-'))
afterAll(() => rmSync(dir, { recursive: true }))

function write(name: string, length: number): { path: string; bytes: Buffer } {
  const bytes = Buffer.from(seeded(name).bytes(length))
  const path = join(dir, name)
  writeFileSync(path, bytes)
  return { path, bytes }
}

function read(file: PackFile, offset: number, length: number): Buffer {
  const got = file.load(offset, length)
  return Buffer.from(file.bytes.subarray(file.at, file.at + got))
}

test('what is read is what stands there, in files that are read in turn', () => {
  // More than all windows hold, so that they are used again.
  const files = [9_000_000, 100_000, 8192, 8191, 1].map((length, index) => {
    const { path, bytes } = write(`${index}`, length)
    return { file: new PackFile(path), bytes }
  })
  const random = seeded('offsets')
  const lengths = [1, 20, 8191, 8192, 8193, 20_000, 32_768, 32_769, 300_000]
  for (let i = 0; i < 4000; i++) {
    const { file, bytes } = files[random.int(8) === 0 ? random.int(5) : i % 2]!
    const offset = random.int(bytes.length)
    const length = random.pick(lengths)
    const wanted = bytes.subarray(offset, offset + length)
    if (!read(file, offset, length).equals(wanted)) {
      expect.fail(`${length} bytes at ${offset} of ${bytes.length}`)
    }
  }
  for (const { file } of files) file.close()
})

test('behind the end there is nothing', () => {
  const { path } = write('short', 10_000)
  const file = new PackFile(path)
  expect(file.load(10_000, 5)).toBe(0)
  expect(file.load(-1, 5)).toBe(0)
  expect(file.load(9_990, 2 ** 40)).toBe(10)
  file.close()
})

test('of a file that was cut since, the rest is zeros and not what was read before', () => {
  const before = new PackFile(write('before', 20_000).path)
  read(before, 0, 20_000)
  before.close()
  const { path, bytes } = write('cut', 20_000)
  const file = new PackFile(path)
  truncateSync(path, 5000)
  expect(read(file, 0, 20_000)).toEqual(
    Buffer.concat([bytes.subarray(0, 5000), Buffer.alloc(15_000)]),
  )
  file.close()
})
