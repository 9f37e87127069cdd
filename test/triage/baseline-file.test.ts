import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createFixture } from 'fs-fixture'
import { expect, test } from 'vitest'
import { createSalt, readBaseline, writeBaseline } from '../../src/triage/baseline-file.ts'
import type { Baseline } from '../../src/triage/baseline.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('baseline file')
const baseline: Baseline = {
  salt: createSalt(),
  entries: [
    { fingerprint: random.hex(24), rule: 'some-rule', reason: 'why not', until: null, line: 0 },
  ],
}

test('what was written is read again, and the folder is made', async () => {
  await using tree = await createFixture({})
  const path = join(tree.path, '.straykey', 'baseline.yaml')
  expect(readBaseline(path)).toBeNull()
  writeBaseline(path, baseline)
  expect(readBaseline(path)).toEqual({
    ...baseline,
    entries: [{ ...baseline.entries[0], line: 6 }],
  })
  expect(readdirSync(join(tree.path, '.straykey'))).toEqual(['baseline.yaml'])
})

test('what could not be read again is not written', async () => {
  await using tree = await createFixture({})
  const path = join(tree.path, 'baseline.yaml')
  writeBaseline(path, baseline)
  const before = readFileSync(path, 'utf8')
  for (const change of [{ until: '2030-13-01' }, { reason: '"'.repeat(20_000) }, { rule: 'A b' }]) {
    const entries = baseline.entries.map((entry) => ({ ...entry, ...change }))
    expect(() => writeBaseline(path, { ...baseline, entries })).toThrow(/was not changed, since/)
  }
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('a link stays a link', async () => {
  await using tree = await createFixture({ 'real.yaml': '' })
  const link = join(tree.path, 'link.yaml')
  symlinkSync('real.yaml', link)
  writeBaseline(link, baseline)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(tree.path, 'real.yaml'), 'utf8')).toContain('why not')
})

test('when it cannot be written the old file is intact and nothing is left behind', async () => {
  await using tree = await createFixture({ 'old/baseline.yaml': 'old' })
  const folder = join(tree.path, 'old')
  const path = join(folder, 'baseline.yaml')
  chmodSync(tree.path, 0o755)
  chmodSync(folder, 0o555)
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    expect(() => writeBaseline(path, baseline)).toThrow(
      /baseline.yaml cannot be written \(EACCES\)/,
    )
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
  chmodSync(folder, 0o755)
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['baseline.yaml'])
})

test('a target that is a folder is refused and nothing is left behind', async () => {
  await using tree = await createFixture({})
  mkdirSync(join(tree.path, 'b'))
  expect(() => writeBaseline(join(tree.path, 'b'), baseline)).toThrow(/cannot be written/)
  expect(() => readBaseline(join(tree.path, 'b'))).toThrow(/is not a file/)
  expect(readdirSync(tree.path)).toEqual(['b'])
})

test('a fault is told with file and line', async () => {
  await using tree = await createFixture({})
  const path = join(tree.path, 'b.yaml')
  writeFileSync(path, 'version: 1\nknown:\n<<<<<<< HEAD\n')
  expect(() => readBaseline(path)).toThrow(`${path}:3: a merge conflict`)
})
