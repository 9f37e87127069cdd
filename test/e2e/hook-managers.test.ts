import { access, chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'
import { copyPackage, installStraykey, leak, notice, runTool } from './hook-project.ts'

const random = seeded('managers')
const slow = 300_000
const versions = { husky: '9.1.7', lefthook: '2.2.2' }

/** A project with a package.json, ready for `npm install`. */
async function project(): Promise<Repo> {
  const repo = await createRepo()
  await repo.write('package.json', '{ "name": "bot", "version": "1.0.0", "private": true }\n')
  await repo.write('.gitignore', 'node_modules/\n')
  return repo
}

/** A commit that passes, one that is refused, and a push of what was committed without hooks. */
async function expectGates(repo: Repo, refusal: RegExp): Promise<void> {
  await repo.git('add', '.')
  await repo.git('commit', '--quiet', '--message', 'clean')
  await repo.write('src/bot.env', leak(random))
  await repo.git('add', '.')
  await expect(repo.git('commit', '--message', 'leak')).rejects.toThrow(refusal)
  await repo.git('commit', '--quiet', '--no-verify', '--message', 'leak')
  const remote = join(repo.dir, '..', 'remote.git')
  await repo.git('init', '--quiet', '--bare', remote)
  await repo.git('remote', 'add', 'origin', remote)
  await expect(repo.git('push', 'origin', 'HEAD')).rejects.toThrow(/push refused/)
  await repo.git('reset', '--quiet', '--hard', 'HEAD~1')
  await repo.git('push', '--quiet', 'origin', 'HEAD')
}

describe('husky', () => {
  it('runs straykey-hook', { timeout: slow }, async (context) => {
    await using repo = await project()
    const install = ['install', '--save-dev', '--no-audit', '--no-fund', `husky@${versions.husky}`]
    const npm = runTool(repo.dir, 'npm', install)
    if (npm.code !== 0) context.skip(notice('husky', npm))
    await installStraykey(repo)
    expect(runTool(repo.dir, 'npx', ['husky']).code).toBe(0)
    await repo.write('.husky/pre-commit', 'straykey-hook\n')
    await repo.write('.husky/pre-push', 'straykey-hook pre-push "$@"\n')
    await expectGates(repo, /commit refused[^]*src\/bot\.env:1/)

    const status = await runCli(['hook', 'status'], { cwd: repo.dir })
    expect(status.stdout).toContain('husky: is used here and runs straykey')
    const refused = await runCli(['hook', 'install'], { cwd: repo.dir })
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('echo straykey-hook >> .husky/pre-commit')
  })
})

const lefthookConfig = `pre-commit:
  commands:
    straykey:
      run: node_modules/.bin/straykey-hook
commit-msg:
  commands:
    straykey:
      run: node_modules/.bin/straykey-hook commit-msg {1}
pre-push:
  commands:
    straykey:
      run: node_modules/.bin/straykey-hook pre-push {1} {2}
      use_stdin: true
`

describe('lefthook', () => {
  it('runs straykey-hook', { timeout: slow }, async (context) => {
    await using repo = await project()
    await repo.write('lefthook.yml', lefthookConfig)
    // Its own install script writes the hooks.
    const npm = runTool(repo.dir, 'npm', [
      'install',
      '--save-dev',
      '--no-audit',
      '--no-fund',
      '--foreground-scripts',
      `lefthook@${versions.lefthook}`,
    ])
    if (npm.code !== 0) context.skip(notice('lefthook', npm))
    await installStraykey(repo)
    runTool(repo.dir, 'npx', ['lefthook', 'install'])
    await access(join(repo.dir, '.git', 'hooks', 'pre-commit'))
    await expectGates(repo, /commit refused[^]*src\/bot\.env:1/)
    await expect(
      repo.git('commit', '--allow-empty', '--message', `binance\n\n${leak(random)}`),
    ).rejects.toThrow(/commit message refused/)

    const status = await runCli(['hook', 'status'], { cwd: repo.dir })
    expect(status.stdout).toContain('lefthook: is used here and runs straykey')
    const refused = await runCli(['hook', 'install'], { cwd: repo.dir })
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('lefthook manages the hooks here')
  })
})

describe('pre-commit', () => {
  it('runs the hooks of .pre-commit-hooks.yaml', { timeout: slow }, async (context) => {
    await using repo = await createRepo()
    const top = join(repo.dir, '..')
    const venv = join(top, 'venv')
    const made = runTool(top, 'python3', ['-m', 'venv', venv])
    if (made.code !== 0) context.skip(notice('pre-commit', made))
    const pip = runTool(top, join(venv, 'bin', 'pip'), ['install', '--quiet', 'pre-commit==4.3.0'])
    if (pip.code !== 0) context.skip(notice('pre-commit', pip))
    const preCommit = join(venv, 'bin', 'pre-commit')

    const source = join(top, 'straykey')
    await copyPackage(source)
    const git = async (...args: string[]): Promise<string> => await repo.git('-C', source, ...args)
    await git('init', '--quiet')
    await git('add', '--all', '--force')
    await git('commit', '--quiet', '--message', 'package')
    const rev = await git('rev-parse', 'HEAD')

    await repo.write(
      '.pre-commit-config.yaml',
      `repos:
  - repo: ${source}
    rev: ${rev}
    hooks:
      - id: straykey
      - id: straykey-message
      - id: straykey-push
`,
    )
    await repo.git('add', '.')
    // The user's own settings again: it installs the package with npm.
    const home = join(top, 'pre-commit-home')
    await mkdir(home)
    const run = (...args: string[]) =>
      runTool(repo.dir, 'env', [`PRE_COMMIT_HOME=${home}`, ...args])
    const hooks = ['pre-commit', 'commit-msg', 'pre-push'].flatMap((name) => ['-t', name])
    expect(run(preCommit, 'install', '--install-hooks', ...hooks)).toMatchObject({ code: 0 })
    const config = join(top, 'home', 'gitconfig')
    const commit = (...args: string[]) =>
      run(`GIT_CONFIG_GLOBAL=${config}`, 'git', 'commit', '--message', ...args)

    expect(commit('clean')).toMatchObject({ code: 0 })
    await repo.write('src/bot.env', leak(random))
    await repo.git('add', '.')
    const refused = commit('leak')
    expect(refused.code).toBe(1)
    expect(refused.said).toMatch(/commit refused[^]*src\/bot\.env:1/)
    const told = commit(`binance\n\n${leak(random)}`, '--allow-empty', '--only')
    expect(told.code).toBe(1)
    expect(told.said).toContain('commit message refused')

    const remote = join(top, 'remote.git')
    await repo.git('init', '--quiet', '--bare', remote)
    await repo.git('remote', 'add', 'origin', remote)
    const push = () => run(`GIT_CONFIG_GLOBAL=${config}`, 'git', 'push', 'origin', 'HEAD')
    expect(commit('leak', '--no-verify')).toMatchObject({ code: 0 })
    const pushed = push()
    expect(pushed.code).toBe(1)
    expect(pushed.said).toContain('push refused')
    await repo.git('reset', '--quiet', '--hard', 'HEAD~1')
    expect(push()).toMatchObject({ code: 0 })
    await repo.git('switch', '--quiet', '--create', 'more')
    await repo.write('more.env', leak(random))
    await repo.git('add', '.')
    expect(commit('leak', '--no-verify')).toMatchObject({ code: 0 })
    expect(push().said).toContain('push refused')

    const status = await runCli(['hook', 'status'], { cwd: repo.dir })
    expect(status.stdout).toContain('pre-commit: is used here and runs straykey')
  })

  it('and plain hooks live side by side', { timeout: slow }, async () => {
    await using repo = await createRepo()
    const file = join(repo.dir, '.git', 'hooks', 'pre-commit')
    await writeFile(file, '#!/bin/sh\n# made by https://pre-commit.com\nexit 0\n')
    await chmod(file, 0o755)
    const { code, stdout } = await runCli(['hook', 'install'], { cwd: repo.dir })
    expect(code).toBe(0)
    expect(stdout).toContain('runs first')
  })
})
