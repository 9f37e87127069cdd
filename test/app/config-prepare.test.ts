import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeOfWorkTree } from '../../src/app/config-prepare.ts'

test('a work tree that is not there is refused, not taken for a folder above it', () => {
  const missing = join(import.meta.dirname, 'no-such')
  expect(() => placeOfWorkTree(missing)).toThrow(`--repo names ${missing}: no such file or folder`)
  expect(placeOfWorkTree(import.meta.dirname).start).toBe(import.meta.dirname)
})
