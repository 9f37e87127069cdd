import { expect, test } from 'vitest'
import { isTrue, parseConfig } from '../../src/git/config-file.ts'
import { createRepo } from '../helpers/git-repo.ts'

const sample = String.raw`
; comment
[core] bare = false # behind
	RepositoryFormatVersion=1
	flag
	long = one \
  two
[remote "Origin \"x\""]
	url = "https://example.com/#a;b" ; real comment
	path = tab\there\\ "quoted  spaces "
[Branch.Old]
	merge = refs/heads/main
[core]
	bare = true
`

test('values are what git reads', async () => {
  await using repo = await createRepo()
  await repo.write('sample', sample)
  const listed = await repo.git('config', '--file', 'sample', '--list', '--null')
  const expected = new Map(
    listed
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => {
        const end = entry.indexOf('\n')
        return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)]
      }),
  )
  expect(new Map(parseConfig(sample))).toEqual(expected)
})

test('lines that are no configuration are left out', () => {
  expect([...parseConfig('key = outside\n[broken\nx = 1\n[a]\n= 3\n1x = 2\nok = yes')]).toEqual([
    ['a.ok', 'yes'],
  ])
})

test('the spellings of yes', () => {
  expect(['true', 'YES', 'on', '1', '12'].every(isTrue)).toBe(true)
  expect(['false', 'no', 'off', '0', '', undefined].some(isTrue)).toBe(false)
})
