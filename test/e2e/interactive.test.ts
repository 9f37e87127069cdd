import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { hasTmux, openTerminal } from '../helpers/terminal.ts'

async function repoWithReport(): Promise<Repo> {
  const repo = await createRepo()
  for (const name of ['a', 'b', 'c', 'd']) {
    await repo.write(`${name}.env`, binanceEnv(binancePair(name)))
  }
  await repo.commit('first')
  await runCli(['history', '--format', 'json', '--output', '../report.json'], { cwd: repo.dir })
  return repo
}

async function baselineOf(repo: Repo): Promise<string> {
  return readFile(join(repo.dir, '.straykey', 'baseline.yaml'), 'utf8')
}

describe.skipIf(!hasTmux)('straykey triage, in a real terminal', () => {
  test('one key per decision; stops and resumes; the baseline knows what was decided', async () => {
    await using repo = await repoWithReport()
    {
      await using terminal = await openTerminal(repo.dir, ['triage', '../report.json'])
      const first = await terminal.see('What is it?')
      expect(first).toContain('1 of 4')
      expect(first).toMatch(/[a-d]\.env:1:17/)
      expect(first).toContain('false alarm')
      await terminal.press('r')
      expect(await terminal.see('2 of 4')).toContain('Do this now')
      await terminal.see(/2 of 4[^]*What is it\?/)
      await terminal.press('f')
      await terminal.see('Why is it a false alarm?')
      await terminal.press('Enter')
      await terminal.see('A few words are enough')
      await terminal.press('-l', 'made up for a talk')
      await terminal.press('Enter')
      await terminal.see(/3 of 4[^]*What is it\?/)
      expect(await baselineOf(repo)).toContain('reason: "made up for a talk"')
      await terminal.press('C-c')
      const end = await terminal.see('ended with')
      expect(end).toContain('1 real, 1 in')
      expect(end).toContain('2 still open')
      expect(end).toContain('ended with 1')
      expect(end).not.toMatch(/unexpected error/)
    }
    await using again = await openTerminal(repo.dir, ['triage', '../report.json'])
    const resumed = await again.see('What is it?')
    expect(resumed).toContain('2 findings decided or known already')
    expect(resumed).toContain('1 of 2')
    await again.press('t')
    await again.see(/2 of 2[^]*What is it\?/)
    await again.press('b')
    await again.see(/2 of 2[^]*1 of 2[^]*What is it\?/)
    expect(await baselineOf(repo)).not.toContain('test data')
    await again.press('t')
    await again.see(/◇ {2}What is it\?\n│ {2}test data\n[^]*2 of 2[^]*◆ {2}What is it\?/)
    await again.press('l')
    expect(await again.see('ended with 1')).toContain('1 still open')
    const known = await baselineOf(repo)
    expect(known.match(/fingerprint/g)).toHaveLength(2)
    expect(known).toContain('reason: "test data"')
    for (const name of ['a', 'b', 'c', 'd']) {
      expect(known).not.toContain(binancePair(name).key)
    }
    const scan = await runCli(['history', '--format', 'json'], { cwd: repo.dir })
    const states = (JSON.parse(scan.stdout).findings as { state: string }[]).map(
      ({ state }) => state,
    )
    expect(states.toSorted()).toEqual(['known', 'known', 'new', 'new'])
  })

  test('a folder that cannot be written to is named, and the terminal is left usable', async () => {
    await using repo = await repoWithReport()
    await repo.write('.straykey', 'a file where a folder should be')
    await using terminal = await openTerminal(repo.dir, ['triage', '../report.json'])
    await terminal.see('What is it?')
    await terminal.press('t')
    const end = await terminal.see('ended with 2')
    expect(end).toMatch(/baseline\.yaml cannot be written \(E/)
  })
})

test('without a terminal it says what to use instead', async () => {
  const run = await runCli(['triage', 'report.json'])
  expect(run).toMatchObject({ code: 2, stdout: '' })
  expect(run.stderr).toContain('needs a terminal')
})
