import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { runCli, type RunResult } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('hook')

function leak(): string {
  return `BINANCE_API_KEY=${random.base62(64)}\nBINANCE_API_SECRET=${random.base62(64)}\n`
}

async function hook(repo: Repo, ...args: string[]): Promise<RunResult> {
  const config = { GIT_CONFIG_GLOBAL: repo.env['GIT_CONFIG_GLOBAL'] ?? '' }
  return await runCli(['hook', ...args], { cwd: repo.dir, env: config })
}

async function script(repo: Repo, name: string, body: string): Promise<void> {
  await repo.write(`.git/hooks/${name}`, `#!/bin/sh\n${body}\n`)
  await chmod(join(repo.dir, '.git', 'hooks', name), 0o755)
}

describe('the plain hook', () => {
  it('lets a clean commit pass in silence and refuses a leak on one screen', async () => {
    await using repo = await createRepo()
    expect((await hook(repo, 'install')).stdout).toBe(
      'pre-commit: installed.\npre-push: installed.\n',
    )
    await repo.write('a.env', 'one=1\n')
    await repo.git('add', '.')
    const env = { ...repo.env, FORCE_COLOR: '' }
    const said = execFileSync('git', ['commit', '-q', '-m', 'clean'], {
      cwd: repo.dir,
      env,
      stdio: 'pipe',
    })
    expect(said.toString()).toBe('')

    const text = leak()
    await repo.write('a.env', `one=1\n${text}`)
    await repo.git('add', '.')
    const error = await repo.git('commit', '-m', 'leak').catch((reason: Error) => reason.message)
    expect(error).toContain('ended with 1')
    expect(error).toContain('a.env:2')
    expect(error).toContain('git reset -q -- a.env')
    expect(error).toContain('straykey:allow binance-api-key <reason>')
    expect(error.split('\n').length).toBeLessThanOrEqual(24)
    for (const [, value = ''] of text.matchAll(/=(.+)/g)) expect(error).not.toContain(value)
    await repo.write('a.env', `one=1\n# straykey:allow binance-api-key made up\n${text}`)
    await repo.git('add', '.')
    await repo.git('commit', '-m', 'allowed')
  })

  it('sees what commit -a, -p, --amend and a path commit, and nothing else', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', 'one=1\n')
    await repo.write('b.txt', 'b\n')
    await repo.commit('start')
    await hook(repo, 'install')
    await repo.write('a.env', `one=1\n${leak()}`)
    await repo.write('b.txt', 'c\n')
    await repo.git('commit', '-q', '-m', 'only b', 'b.txt')
    await expect(repo.git('commit', '-a', '-m', 'all')).rejects.toThrow(/commit refused/)
    await expect(repo.gitBytes(['commit', '-p', '-m', 'patch'], 'y\n')).rejects.toThrow(
      /commit refused/,
    )
    await expect(repo.git('commit', '-m', 'path', 'a.env')).rejects.toThrow(/commit refused/)
    await repo.git('add', 'a.env')
    await expect(repo.git('commit', '--amend', '--no-edit')).rejects.toThrow(/commit refused/)
    await repo.git('restore', '--staged', 'a.env')
    await repo.git('commit', '-q', '--amend', '-m', 'another message')
    await repo.git('commit', '-q', '--allow-empty', '-m', 'empty')
  })

  it('works in a linked worktree and during merges', async () => {
    await using repo = await createRepo()
    await repo.write('both.txt', 'start\n')
    await repo.commit('start')
    await hook(repo, 'install', '--stage', 'pre-commit', '--stage', 'pre-merge-commit')
    const linked = join(repo.dir, '..', 'linked')
    await repo.git('worktree', 'add', '-q', '-b', 'side', linked)
    await repo.write('../linked/side.env', leak())
    await repo.git('-C', linked, 'add', '.')
    await expect(repo.git('-C', linked, 'commit', '-m', 'leak')).rejects.toThrow(/commit refused/)
    await repo.git('-C', linked, 'commit', '-q', '--no-verify', '-m', 'leak')
    await repo.write('main.txt', 'main\n')
    await repo.git('add', '.')
    await repo.git('commit', '-q', '-m', 'main goes on')
    await repo.git('merge', '-q', 'side', '-m', 'the leak is known, on the other side')
  })

  it('looks at the message and at what is pushed', async () => {
    await using repo = await createRepo()
    const remote = join(repo.dir, '..', 'remote.git')
    await repo.git('init', '-q', '--bare', remote)
    await repo.git('remote', 'add', 'origin', remote)
    await hook(repo, 'install', '--stage', 'commit-msg', '--stage', 'pre-push')
    await repo.write('a.txt', 'a\n')
    await repo.git('add', '.')
    const message = `binance\n\n${leak()}`
    await expect(repo.git('commit', '-m', message)).rejects.toThrow(/commit message refused/)
    await repo.git('commit', '-q', '-m', 'start')
    await repo.git('push', '-q', 'origin', 'main')
    await repo.git('commit', '-q', '--allow-empty', '--no-verify', '-m', message)
    await expect(repo.git('push', '-q', 'origin', 'main')).rejects.toThrow(/push refused/)
    await repo.git('reset', '-q', '--hard', 'HEAD~1')
    await repo.git('push', '-q', 'origin', 'main:other')
    await repo.git('push', '-q', 'origin', ':other')
  })

  it('of a server refuses objects in quarantine', async () => {
    await using repo = await createRepo()
    const remote = join(repo.dir, '..', 'remote.git')
    await repo.git('init', '-q', '--bare', remote)
    const config = { GIT_CONFIG_GLOBAL: repo.env['GIT_CONFIG_GLOBAL'] ?? '' }
    const run = await runCli(['hook', 'install', '--stage', 'pre-receive'], {
      cwd: remote,
      env: config,
    })
    expect(run).toMatchObject({ code: 0, stdout: 'pre-receive: installed.\n' })
    await repo.write('a.txt', 'a\n')
    await repo.commit('start')
    await repo.git('push', '-q', remote, 'main')
    await repo.write('a.env', leak())
    const id = await repo.commit('leak')
    await expect(repo.git('push', remote, 'main')).rejects.toThrow(
      new RegExp(`push refused by the server[^]*a.env:1:17 in commit ${id.slice(0, 10)}`),
    )
    await expect(repo.git('-C', remote, 'cat-file', '-e', id)).rejects.toThrow(/ended with 1/)
    await repo.git('reset', '-q', '--hard', 'HEAD~1')
    await repo.write('b.txt', 'b\n')
    await repo.commit('clean')
    await repo.git('push', '-q', remote, 'main')
    await repo.git('push', '-q', remote, 'main:other')
    await repo.git('push', '-q', remote, ':other')
  })

  it('follows the configuration and the baseline', async () => {
    await using repo = await createRepo()
    await hook(repo, 'install')
    await repo.write('straykey.yaml', 'exclude: [vendor/]\n')
    await repo.write('vendor/a.env', leak())
    await repo.git('add', '.')
    await repo.git('commit', '-q', '-m', 'left out')
    const text = leak()
    await repo.write('b.env', text)
    await repo.git('add', '.')
    await expect(repo.git('commit', '-m', 'leak')).rejects.toThrow(/b\.env:1/)
    const made = await runCli(['baseline'], { cwd: repo.dir })
    expect(made.code).toBe(0)
    await repo.git('commit', '-q', '-m', 'known')
  })
})

describe('hook install', () => {
  it('keeps a hook that is there, runs it first, and puts it back', async () => {
    await using repo = await createRepo()
    await script(repo, 'pre-commit', 'echo first >> order; exit "${FAIL:-0}"')
    await script(repo, 'pre-push', 'cat > pushed')
    const folder = join(repo.dir, '.git', 'hooks')
    const before = await readFile(join(folder, 'pre-commit'), 'utf8')
    const installed = await hook(repo, 'install')
    expect(installed.stdout).toContain('runs first (pre-commit.before-straykey)')
    const files = (await readdir(folder)).filter((name) => !name.endsWith('.sample'))
    expect((await hook(repo, 'install')).stdout).toContain('was installed already')
    expect((await readdir(folder)).filter((name) => !name.endsWith('.sample'))).toEqual(files)

    await repo.write('a.env', leak())
    await repo.git('add', 'a.env')
    await expect(repo.git('commit', '-m', 'leak')).rejects.toThrow(/commit refused/)
    expect(await readFile(join(repo.dir, 'order'), 'utf8')).toBe('first\n')
    await repo.git('rm', '-q', '--cached', 'a.env')
    const failing = { ...repo.env, FAIL: '7' }
    expect(() =>
      execFileSync('git', ['commit', '--allow-empty', '-m', 'x'], {
        cwd: repo.dir,
        env: failing,
        stdio: 'pipe',
      }),
    ).toThrow(/Command failed/)
    await repo.git('commit', '-q', '--allow-empty', '-m', 'start')
    const remote = join(repo.dir, '..', 'remote.git')
    await repo.git('init', '-q', '--bare', remote)
    await repo.git('push', '-q', remote, 'HEAD:refs/heads/main')
    expect(await readFile(join(repo.dir, 'pushed'), 'utf8')).toMatch(
      /^\S+ [0-9a-f]{40} refs\/heads\/main 0{40}\n$/,
    )

    expect((await hook(repo, 'uninstall')).stdout).toContain(
      'the hook that was there before is back',
    )
    expect(await readFile(join(folder, 'pre-commit'), 'utf8')).toBe(before)
    expect((await stat(join(folder, 'pre-commit'))).mode & 0o111).not.toBe(0)
    expect((await hook(repo, 'uninstall')).stdout).toContain('There is no hook of straykey')
  })

  it('honours core.hooksPath, but not one that others may share', async () => {
    await using repo = await createRepo()
    await repo.git('config', 'core.hooksPath', 'tools/hooks')
    await hook(repo, 'install')
    expect(await readdir(join(repo.dir, 'tools', 'hooks'))).toEqual(['pre-commit', 'pre-push'])
    await repo.write('a.env', leak())
    await repo.git('add', 'a.env')
    await expect(repo.git('commit', '-m', 'leak')).rejects.toThrow(/commit refused/)

    const outside = join(repo.dir, '..', 'everyone')
    await mkdir(outside)
    await repo.git('config', 'core.hooksPath', outside)
    const refused = await hook(repo, 'install')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('--shared')
    expect(await readdir(outside)).toEqual([])
    expect((await hook(repo, 'install', '--shared')).code).toBe(0)
  })

  it('says what there is', async () => {
    await using repo = await createRepo()
    expect((await hook(repo, 'status')).stdout).toContain('pre-commit: no hook')
    await script(repo, 'commit-msg', 'exit 0')
    await hook(repo, 'install')
    await repo.write('lefthook.yml', 'pre-commit:\n')
    await repo.write('.pre-commit-config.yaml', 'repos: [] # straykey\n')
    const { stdout } = await hook(repo, 'status')
    expect(stdout).toContain('pre-commit: straykey\n')
    expect(stdout).toContain('commit-msg: another hook')
    expect(stdout).toContain('lefthook: its files are here, but git runs none of its hooks')
    expect(stdout).toContain('pre-commit: its files are here, but git runs none of its hooks')
    expect(stdout).not.toContain('is used here')
    await chmod(join(repo.dir, '.git', 'hooks', 'pre-commit'), 0o644)
    expect((await hook(repo, 'status')).stdout).toContain('is not executable')
  })

  it('takes a manager for used only where git runs its hooks', async () => {
    await using repo = await createRepo()
    await repo.write('.husky/pre-commit', 'npm test\n')
    const idle = (await hook(repo, 'status')).stdout
    expect(idle).toMatch(/husky: its files are here, .*: npx husky, and add straykey: echo/)
    await hook(repo, 'install')
    expect((await hook(repo, 'status')).stdout).toMatch(
      /husky: its files are here, .*: npx husky\n/,
    )
    await repo.git('config', 'core.hooksPath', '.husky/_')
    expect((await hook(repo, 'status')).stdout).toContain('husky: is used here without straykey')
    await repo.write('.husky/pre-commit', 'npm test\nstraykey-hook\n')
    expect((await hook(repo, 'status')).stdout).toContain('husky: is used here and runs straykey')
    // As it is when husky is taken away again: its files stay.
    await repo.git('config', '--unset', 'core.hooksPath')
    const { stdout } = await hook(repo, 'status')
    expect(stdout).toContain('pre-commit: straykey\n')
    expect(stdout).not.toContain('is used here')
  })

  it('knows a manager whose hook it runs first', async () => {
    await using repo = await createRepo()
    await script(repo, 'pre-commit', '# made by https://pre-commit.com')
    await repo.write('.pre-commit-config.yaml', 'repos: []\n')
    expect((await hook(repo, 'status')).stdout).toContain(
      'pre-commit: is used here without straykey',
    )
    await hook(repo, 'install')
    const { stdout } = await hook(repo, 'status')
    expect(stdout).toContain("pre-commit: is used here beside straykey's own hook")
  })

  it('leaves no gate open when straykey is gone', async () => {
    await using repo = await createRepo()
    await hook(repo, 'install', '--stage', 'pre-commit')
    const file = join(repo.dir, '.git', 'hooks', 'pre-commit')
    const text = await readFile(file, 'utf8')
    await repo.write('.git/hooks/pre-commit', text.replace(/^script=.*$/m, "script='/nowhere'"))
    await expect(repo.git('commit', '--allow-empty', '-m', 'x')).rejects.toThrow(
      /nothing was checked/,
    )
  })

  it('is for repositories', async () => {
    const { code, stderr } = await runCli(['hook', 'install'])
    expect(code).toBe(2)
    expect(stderr).toContain('not inside a git repository')
  })
})
