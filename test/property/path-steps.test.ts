import { describe, expect, test } from 'vitest'
import { compileGlobs } from '../../src/sources/path-filter.ts'
import { compileSteps } from '../../src/sources/path-steps.ts'
import { type Seeded, seeded } from '../helpers/seeded.ts'

const names = [
  'a',
  'b',
  'ab',
  '.a',
  'a.c',
  'b.c',
  'A',
  'ä',
  'x y',
  'a-b',
  '[a]',
  '{a',
  '..a',
  'c~',
] as const
const parts = [
  ...['*', '*', '**', '**', '?', 'a*', '*.c', '*a*', '.*', '**a', 'a?', '??', '*?'],
  ...[
    '{a,b}',
    '[ab]',
    '[!a]',
    '{a/b,b}',
    'a{,b}',
    '[a]',
    'x[!b]*',
    '[^a-b]',
    '*.{c,h}',
    '{*.c,a}',
    'ä*',
    '[a-c].c',
    '[+-9]',
    '{a',
    '{1..3}',
    '(a|b)',
    '\\a',
    'a$',
    '..',
    '.',
  ],
] as const

function randomGlob(random: Seeded): string {
  const length = 1 + random.int(4)
  const text = Array.from({ length }, () => random.pick(random.next() < 0.5 ? names : parts))
  const lead = random.pick(['', '', '', '/', './'])
  return lead + text.join('/') + random.pick(['', '', '', '/'])
}

/** What the steps say of a path, told by descending. */
function matchesBySteps(steps: ReturnType<typeof compileSteps>, path: string): boolean {
  const folders = path.split('/')
  const name = folders.pop()!
  let state = steps.root
  for (const folder of folders) if (state >= 0) state = steps.folder(state, folder)
  return state >= 0 && steps.file(state, name)
}

describe('patterns read a folder at a time', () => {
  test('match what they match as a whole', () => {
    const random = seeded('path steps')
    let matched = 0
    for (let round = 0; round < 3000; round++) {
      const globs = Array.from({ length: 1 + random.int(2) }, () => randomGlob(random))
      let whole: (path: string) => boolean
      try {
        whole = compileGlobs(globs)
      } catch (error) {
        expect(() => compileSteps(globs)).toThrow((error as Error).message)
        continue
      }
      const steps = compileSteps(globs)
      for (let i = 0; i < 30; i++) {
        const path = Array.from({ length: 1 + random.int(5) }, () => random.pick(names)).join('/')
        const expected = whole(path)
        if (expected) matched++
        const message = `${JSON.stringify(globs)} on ${JSON.stringify(path)}`
        expect(matchesBySteps(steps, path), message).toBe(expected)
      }
    }
    expect(matched).toBeGreaterThan(10_000)
  })

  test('have few states where folders nest without end', () => {
    const steps = compileSteps(['*.c', 'src/**/lib/*.h', 'doc/**'])
    const seen = new Set([steps.root])
    for (const state of seen) {
      for (const name of ['src', 'lib', 'doc', 'x']) {
        const next = steps.folder(state, name)
        if (next >= 0) seen.add(next)
      }
    }
    expect(seen.size).toBeLessThan(10)
  })

  test('pass over folders in which nothing can match', () => {
    const steps = compileSteps(['src/{a/b,b}/*.c', 'lib/*.c'])
    expect(steps.folder(steps.root, 'doc')).toBe(-1)
    expect(steps.folder(steps.folder(steps.root, 'lib'), 'x')).toBe(-1)
    expect(steps.folder(steps.root, 'src')).toBeGreaterThan(0)
  })
})
