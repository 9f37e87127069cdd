import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createFixture } from 'fs-fixture'
import { describe, expect, test } from 'vitest'
import { explainConfig } from '../../src/app/config-explain.ts'
import { placeOfFiles } from '../../src/app/config-prepare.ts'
import { findHookFolder } from '../../src/app/hook-folder.ts'
import { scanFiles } from '../../src/app/scan-files.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { openRepository } from '../../src/git/repository.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'

const nobody = 65_534

/** The system lets root read everything. */
async function asOrdinaryUser(work: () => unknown): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(nobody)
  try {
    await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

const secret = binanceEnv(binancePair('closed folders'))
const isWindows = process.platform === 'win32'

describe.skipIf(isWindows)('folders without permission', () => {
  test('a closed folder is told; what stands beside it is scanned', async () => {
    await using tree = await createFixture({ 'open/a.env': secret, 'closed/b.env': secret })
    const [open, closed] = [tree.getPath('open'), tree.getPath('closed')]
    chmodSync(tree.path, 0o755)
    chmodSync(closed, 0)
    await asOrdinaryUser(async () => {
      expect(placeOfFiles([closed]).start).toBe(closed)
      const { findings, coverage } = await scanFiles({ paths: [closed, open], jobs: 1 })
      expect(findings.length).toBeGreaterThan(0)
      expect(coverage.skippedCount).toMatchObject({ unreadable: 1 })
      await expect(
        explainConfig({ place: placeOfFiles([closed]), given: {} }),
      ).rejects.toMatchObject({ code: 'unreadable', message: expect.stringContaining(closed) })
    })
    chmodSync(closed, 0o755)
  })

  test('a repository that cannot be looked into is not said to be none', async () => {
    await using repo = await createRepo()
    const inner = join(repo.dir, 'inner')
    await repo.git('init', '-q', inner)
    chmodSync(dirname(repo.dir), 0o755)
    for (const folder of [inner, join(inner, '.git')]) {
      chmodSync(folder, 0)
      await asOrdinaryUser(() => {
        const said = expect.objectContaining({
          code: 'unreadable',
          message: `Cannot look into ${folder} (no permission); run this as somebody who may read it.`,
        })
        expect(() => openRepository(inner)).toThrow(said)
      })
      chmodSync(folder, 0o755)
    }
  })

  test('a closed folder of packs is a gap; loose objects are scanned', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'plain\n')
    await repo.commit('Start')
    await repo.git('repack', '-adq')
    await repo.write('b.env', secret)
    await repo.commit('Add')
    const pack = join(repo.dir, '.git', 'objects', 'pack')
    chmodSync(dirname(repo.dir), 0o755)
    chmodSync(pack, 0)
    await asOrdinaryUser(async () => {
      const { findings, coverage } = await scanHistory({ repository: repo.dir, jobs: 1 })
      expect(findings.length).toBeGreaterThan(0)
      expect(coverage.skippedCount).toMatchObject({ unreadable: 1 })
    })
    chmodSync(pack, 0o755)
  })

  // Only root can give a folder away.
  test.runIf(process.geteuid?.() === 0)('hooks of somebody else: the remedy is named', async () => {
    await using tree = await createFixture({})
    const folder = tree.getPath('other')
    mkdirSync(join(folder, '.git', 'objects'), { recursive: true })
    mkdirSync(join(folder, '.git', 'refs'))
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n')
    for (const path of [folder, join(folder, '.git')]) chownSync(path, nobody, nobody)
    expect(() => findHookFolder(folder)).toThrow(
      /other belongs to another user, .* git config --global --add safe\.directory '.*other'\.$/,
    )
  })
})
