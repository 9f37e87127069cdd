import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { firstEthereumAddress, masterKey } from '../../src/app/public-keys.ts'
import { phraseOf } from '../../src/bytes/bip39.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli, type RunResult } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('program')
const hasCompileCache = Number(process.versions.node.split('.')[0]) >= 22

function leak(): string {
  return `BINANCE_API_KEY=${random.base62(64)}\nBINANCE_API_SECRET=${random.base62(64)}\n`
}

async function hook(
  cwd: string,
  args: readonly string[],
  more: { input?: string; env?: Record<string, string> } = {},
): Promise<RunResult> {
  return await runCli(args, { cwd, bundle: 'hook', ...more })
}

describe('straykey-hook', () => {
  it('explains itself', async () => {
    await using repo = await createRepo()
    expect(await hook(repo.dir, ['--help'])).toMatchObject({ code: 0, stderr: '' })
    expect((await hook(repo.dir, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it.each([
    [['pre-rebase'], "There is no hook 'pre-rebase'"],
    [['--nonsense'], 'has no option --nonsense'],
    [['--fail-on', 'some'], '--fail-on takes'],
    [['--baseline'], '--baseline takes a file'],
    [['commit-msg'], 'takes the file with the message'],
    [['commit-msg', 'nowhere'], 'cannot read the commit message'],
  ])('ends with 2 for %j', async (args, sentence) => {
    await using repo = await createRepo()
    const { code, stderr, stdout } = await hook(repo.dir, args)
    expect(stderr).toContain(sentence)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('ends with 2 outside of a repository, and where it cannot see everything', async () => {
    await using repo = await createRepo()
    const outside = await hook(join(repo.dir, '..'), [])
    expect(outside).toMatchObject({ code: 2 })
    await repo.commit('start')
    const absent = random.hex(40)
    await repo.git('update-index', '--add', '--cacheinfo', `100644,${absent},gone.txt`)
    const { code, stderr } = await hook(repo.dir, [])
    expect(code).toBe(2)
    expect(stderr).toContain('not everything could be looked at')
    expect(stderr).toContain('gone.txt')
  })

  it('takes a threshold and a baseline', async () => {
    await using repo = await createRepo()
    await repo.write('binance.txt', `${random.base62(64)}\n`)
    await repo.git('add', '.')
    const strict = await hook(repo.dir, ['--fail-on', 'low'])
    const lax = await hook(repo.dir, ['--fail-on=high'])
    expect([strict.code, lax.code]).toEqual([1, 0])
    await repo.write('a.env', leak())
    await repo.git('add', '.')
    expect((await hook(repo.dir, ['--fail-on=high'])).code).toBe(1)
    const missing = await hook(repo.dir, ['--baseline', 'nowhere.yaml'])
    expect(missing.stderr).toContain('there is no baseline nowhere.yaml')
    expect(missing.code).toBe(2)
  })

  it('finds a phrase of words that it reads late, behind more text than most commits have', async () => {
    await using repo = await createRepo()
    const filler = 'export const nothing = 1 // to be seen here\n'.repeat(15_000)
    await repo.write('a.ts', filler)
    await repo.git('add', '.')
    expect(await hook(repo.dir, [])).toMatchObject({ code: 0, stderr: '' })
    const phrase = phraseOf(Buffer.from(random.hex(32), 'hex'), 'english')
    await repo.write('a.ts', `${filler}export const mnemonic = '${phrase}'\n`)
    await repo.git('add', '.')
    const { code, stderr } = await hook(repo.dir, [])
    expect(stderr).toContain('a.ts:15001')
    // Its owner can look for funds without it.
    expect(stderr).toContain(`Ethereum address ${firstEthereumAddress(masterKey(phrase))}`)
    expect(stderr).not.toContain(phrase)
    expect(code).toBe(1)
  })

  it('reads what git writes to pre-push, and nothing when git has nothing to say', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', leak())
    const head = await repo.commit('a leak')
    const zero = '0'.repeat(40)
    const input = `refs/heads/main ${head} refs/heads/main ${zero}\n`
    expect((await hook(repo.dir, ['pre-push', 'origin', 'url'], { input })).code).toBe(1)
    expect((await hook(repo.dir, ['pre-push', 'origin', 'url'])).code).toBe(0)
    expect((await hook(repo.dir, ['pre-receive'], { input: 'nonsense\n' })).code).toBe(2)
  })
})

describe.skipIf(!hasCompileCache)('the compile cache', () => {
  it("is kept in the user's own cache folder", async () => {
    await using repo = await createRepo()
    const cache = join(repo.dir, '..', 'cache')
    await mkdir(cache, { mode: 0o700 })
    expect((await hook(repo.dir, [], { env: { XDG_CACHE_HOME: cache } })).code).toBe(0)
    expect(await readdir(join(cache, 'straykey'))).toHaveLength(1)
  })

  it('is never kept inside a repository, through a link, or where others may write', async () => {
    await using repo = await createRepo()
    const inside = join(repo.dir, 'cache')
    const open = join(repo.dir, '..', 'open')
    const linked = join(repo.dir, '..', 'linked')
    const file = join(repo.dir, '..', 'file')
    await mkdir(inside)
    await mkdir(open)
    await chmod(open, 0o777)
    await mkdir(linked)
    await symlink(inside, join(linked, 'straykey'))
    await writeFile(file, '')
    for (const cache of [inside, open, linked, file, 'relative', join(repo.dir, 'absent')]) {
      const { code } = await hook(repo.dir, [], { env: { XDG_CACHE_HOME: cache } })
      expect(code, `with ${cache}`).toBe(0)
    }
    expect(
      (await readdir(inside, { recursive: true })).filter((name) => name !== 'straykey'),
    ).toEqual([])
    expect(await readdir(join(open, 'straykey'))).toEqual([])
    expect(await readdir(repo.dir)).not.toContain('relative')
  })
})
