import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'

const example = fileURLToPath(new URL('../../examples/organisation.yml', import.meta.url))
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

interface Workflow {
  readonly jobs: Readonly<
    Record<
      'clone' | 'scan' | 'report',
      {
        readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
        readonly env?: Readonly<Record<string, string>>
        readonly steps: readonly { readonly run?: string }[]
      }
    >
  >
}

const { jobs } = parse(await readFile(example, 'utf8')) as Workflow

describe.skipIf(process.platform === 'win32')('examples/organisation.yml', () => {
  test('scans every repository in slices and makes one report of them', async () => {
    const top = await realpath(await mkdtemp(join(tmpdir(), 'straykey-organisation-')))
    try {
      await mkdir(join(top, 'bin'))
      // Stands in for `npx --yes straykey@VERSION`.
      const shim = `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${cli}' "$@"\n`
      await writeFile(join(top, 'bin', 'npx'), shim, { mode: 0o755 })
      const { repository: names, slice: slices } = jobs.scan.strategy!.matrix
      expect(jobs.clone.strategy!.matrix['repository']).toEqual(names)
      expect(jobs.report.env!['REPOSITORIES']).toBe(names!.join(' '))

      for (const name of names as string[]) {
        const folder = join(top, `clone-${name}`)
        await mkdir(folder)
        await checkout(join(folder, name), name)
        run(top, folder, 'clone', { REPOSITORY: name })
        await rm(join(folder, name), { recursive: true })
        for (const slice of slices as number[]) {
          const job = join(top, `slice-${name}-${slice}`)
          await mkdir(job)
          await cp(join(folder, 'clone.tar'), join(job, 'clone.tar'))
          run(top, job, 'scan', { REPOSITORY: name, SLICE: String(slice) })
        }
      }
      const summary = join(top, 'summary.md')
      const { REPOSITORIES: repositories = '' } = jobs.report.env ?? {}
      const env = { GITHUB_STEP_SUMMARY: summary, REPOSITORIES: repositories }
      expect(run(top, top, 'report', env, 1)).toBe(1)
      const text = await readFile(summary, 'utf8')
      for (const name of names as string[]) {
        expect(text).toContain(`${name}.env`)
        expect(text).not.toContain(binancePair(name).secret)
      }
      expect(text).not.toContain('joined from reports alone')
      const reports = (await readdir(top)).filter((name) => name.endsWith('.json'))
      expect(reports).toHaveLength(names!.length)
    } finally {
      await rm(top, { recursive: true })
    }
  })
})

/** A leak that a later commit takes away, in a history of more than one delta family. */
async function checkout(folder: string, name: string): Promise<void> {
  await using repo = await createRepo()
  await repo.write(`${name}.env`, binanceEnv(binancePair(name)))
  await repo.write('a.txt', 'a\n')
  await repo.commit('first')
  await repo.remove(`${name}.env`)
  for (let i = 0; i < 5; i++) {
    await repo.write(`${i}.txt`, `${i}\n`.repeat(50))
    await repo.commit(`more ${i}`)
  }
  await repo.git('clone', '--quiet', '--no-local', repo.dir, folder)
}

/** The job's own commands, as a runner has bash run them. */
function run(
  top: string,
  cwd: string,
  job: keyof Workflow['jobs'],
  env: Readonly<Record<string, string>>,
  wanted = 0,
): number | null {
  const commands = jobs[job].steps.flatMap((step) => step.run ?? [])
  expect(commands.length).toBeGreaterThan(0)
  let last: number | null = 0
  for (const [index, command] of commands.entries()) {
    const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', command], {
      cwd,
      env: { ...scrubbedEnv(), ...env, PATH: `${join(top, 'bin')}:${process.env['PATH'] ?? ''}` },
      encoding: 'utf8',
    })
    last = status
    const isLast = index === commands.length - 1
    expect(status, `${job}: ${command}\n${stderr}`).toBe(isLast ? wanted : 0)
  }
  return last
}
