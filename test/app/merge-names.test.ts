import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeResults } from '../../src/app/merge.ts'
import { nameTargets } from '../../src/app/merge-names.ts'
import { readReport } from '../../src/app/report-read.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { render } from '../../src/report/index.ts'
import { seeded } from '../helpers/seeded.ts'
import { historyFinding, plainOptions, sampleFinding, sampleResult } from '../report/sample.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'straykey-merge-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function save(name: string, result: ScanResult): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, await render('json', result, plainOptions))
  return file
}

function merged(...files: string[]): ScanResult {
  const [first, ...others] = nameTargets(files.map((file) => ({ file, ...readReport(file) })))
  return mergeResults([first!, ...others])
}

const history = (seed: string, head: string, change: Partial<ScanResult> = {}): ScanResult =>
  sampleResult([historyFinding(seed)], {
    target: { kind: 'history', name: '.', head: seeded(head).hex(40) },
    ...change,
  })

test('one report twice is refused, under whatever name', async () => {
  const file = await save('a.json', history('one', 'x'))
  const copy = join(folder, 'copy.json')
  const link = join(folder, 'link.json')
  await copyFile(file, copy)
  await symlink(file, link)
  expect(() => merged(file, file)).toThrow(/a\.json is given twice; name each report once/)
  expect(() => merged(file, link)).toThrow(/a\.json and .*link\.json are the same report/)
  expect(() => merged(file, copy)).toThrow(/a\.json and .*copy\.json are the same report/)
})

test('two scans of one history at one commit are refused; two commits, or two parts, are not', async () => {
  const whole = await save('whole.json', history('one', 'x'))
  const again = await save('again.json', history('two', 'x'))
  expect(() => merged(whole, again)).toThrow(/are both of the whole history of \. at [0-9a-f]{10};/)
  const part = { notices: [{ code: 'selection', detail: 'of branch a' }] }
  const some = await save('some.json', history('two', 'x', part))
  expect(merged(whole, some).target.name).toBe('.')
  const rules = await save('rules.json', history('two', 'x', { rules: [] }))
  expect(merged(whole, rules).findings).toHaveLength(2)
})

test('repositories of one name are told apart by their reports', async () => {
  const a = await save('bot.json', history('same', 'x'))
  const b = await save('web.json', history('same', 'y'))
  const result = merged(a, b)
  expect(result.target.name).toBe('. (bot.json), . (web.json)')
  const [finding] = result.findings
  expect(new Set(finding?.occurrences.map((place) => place.target))).toEqual(
    new Set(['. (bot.json)', '. (web.json)']),
  )
  expect(finding?.occurrenceCount).toBe(4)
})

test('folders of one name too, and files of one name by their whole paths', async () => {
  const files = { target: { kind: 'files', name: '.' } as const }
  const a = await save('1.json', sampleResult([sampleFinding('a')], files))
  const b = await save('2.json', sampleResult([sampleFinding('a')], { ...files, rules: [] }))
  expect(merged(a, b).findings[0]?.occurrences.map((place) => place.target)).toEqual([
    '. (1.json)',
    '. (2.json)',
  ])
  const other = await mkdtemp(join(folder, 'x-'))
  const same = join(other, '1.json')
  await copyFile(b, same)
  expect(merged(a, same).target.name).toBe(`. (${a}), . (${same})`)
})
