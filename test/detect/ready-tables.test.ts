import { describe, expect, it } from 'vitest'
import { compileTables } from '../../src/detect/compile.ts'
import { loadReadyTables } from '../../src/detect/ready-tables.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'

describe('the tables that the build leaves', () => {
  it('are those of the built-in rules (npm run build:rules makes them)', () => {
    const { cuts } = compileTables(loadBuiltinRules())
    expect(loadReadyTables()).toEqual({ cuts })
  })
})

describe('sample credentials', () => {
  it('are read when the first is asked for, once', () => {
    let reads = 0
    const { documented } = compileTables(loadBuiltinRules(), {
      documentedExamples: () => {
        reads++
        return ['ab']
      },
    })
    expect(reads).toBe(0)
    expect([documented.size, documented.has('ab'), documented.has('cd')]).toEqual([1, true, false])
    expect(reads).toBe(1)
  })
})
