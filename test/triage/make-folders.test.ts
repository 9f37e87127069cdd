import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFolders } from '../../src/triage/make-folders.ts'

const scratch = mkdtempSync(join(tmpdir(), 'make-folders-'))
afterAll(() => rmSync(scratch, { recursive: true }))

test('makes all that is missing, and is content with what is there', () => {
  const path = join(scratch, 'a', 'b', 'c')
  makeFolders(path, 0o700)
  expect(statSync(path).mode & 0o777).toBe(0o700)
  makeFolders(path)
  makeFolders('/')
})

test('ends where no folder can be', () => {
  writeFileSync(join(scratch, 'file'), '')
  symlinkSync(join(scratch, 'nowhere'), join(scratch, 'link'))
  expect(() => makeFolders(join(scratch, 'file', 'in', 'it'))).toThrow('ENOTDIR')
  expect(() => makeFolders(join(scratch, 'file'))).toThrow('EEXIST')
  expect(() => makeFolders(join(scratch, 'link', 'in'))).toThrow('EEXIST')
})

test.runIf(existsSync('/proc/self'))('ends where a file system takes no folders', () => {
  expect(() => makeFolders('/proc/nope/cache')).toThrow('ENOENT')
})
