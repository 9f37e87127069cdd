// Runs the built Action once under @github/local-action on a made-up repository. Not part of CI: it installs 330 MB.
// local-action wants an entry that exports run() and a package that has @actions/core; a wrapper gives it both.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './shared.mjs'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'straykey-local-action-')))
const action = join(folder, 'action')
const workspace = join(folder, 'octo', 'bot')
try {
  mkdirSync(workspace, { recursive: true })
  const { before, after } = makeRepository()
  const env = makeEvent(before, after)
  makeAction()
  const run = spawnSync('npx', ['local-action', 'run', action, 'entry.js', env], {
    cwd: action,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '', GITHUB_TOKEN: '' },
  })
  const log = `${run.stdout}${run.stderr}`
  const outputs = readFileSync(join(folder, 'output'), 'utf8')
  const hasPassed =
    log.includes('1 new credential (1 critical) in the push to branch main') &&
    /^new<<(.+)\n1\n\1$/m.test(outputs) &&
    readFileSync(join(folder, 'summary.md'), 'utf8').includes('1 credential found')
  console.log(hasPassed ? 'The Action works under local-action.' : log)
  process.exitCode = hasPassed ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function makeRepository() {
  const git = (...args) => execFileSync('git', args, { cwd: workspace, encoding: 'utf8' }).trim()
  const commit = (message) => {
    git('add', '--all')
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', message)
    return git('rev-parse', 'HEAD')
  }
  const random = () =>
    randomBytes(200)
      .toString('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 64)
  git('init', '-q')
  writeFileSync(join(workspace, 'README.md'), 'a bot\n')
  const before = commit('Start')
  writeFileSync(
    join(workspace, '.env'),
    `BINANCE_API_KEY=${random()}\nBINANCE_API_SECRET=${random()}\n`,
  )
  return { before, after: commit('Leak') }
}

function makeEvent(before, after) {
  const payload = { ref: 'refs/heads/main', before, after, repository: { default_branch: 'main' } }
  const event = join(folder, 'event.json')
  writeFileSync(event, JSON.stringify(payload))
  const env = join(folder, '.env')
  const variables = {
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_WORKSPACE: workspace,
    GITHUB_REPOSITORY: 'octo/bot',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: after,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    RUNNER_TEMP: folder,
  }
  writeFileSync(
    env,
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  writeFileSync(variables.GITHUB_OUTPUT, '')
  writeFileSync(variables.GITHUB_STEP_SUMMARY, '')
  return env
}

function makeAction() {
  mkdirSync(action)
  cpSync(join(root, 'action.yml'), join(action, 'action.yml'))
  cpSync(join(root, 'dist'), join(action, 'dist'), { recursive: true })
  const dependencies = { '@actions/core': '3.0.1', '@github/local-action': '7.0.1' }
  writeFileSync(
    join(action, 'package.json'),
    JSON.stringify({
      name: 'straykey-under-local-action',
      private: true,
      type: 'module',
      dependencies,
    }),
  )
  writeFileSync(join(action, 'entry.js'), "export const run = () => import('./dist/action.js')\n")
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: action,
    stdio: 'inherit',
  })
}
