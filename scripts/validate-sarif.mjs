// Writes a SARIF file with the built CLI and has Microsoft's validator judge it. Usage: node scripts/validate-sarif.mjs
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './shared.mjs'

const validator = findValidator()
if (validator === undefined) {
  console.log(`skipped: the SARIF validator does not exist for ${process.platform} ${process.arch}`)
  process.exit(0)
}

const folder = mkdtempSync(join(tmpdir(), 'straykey-sarif-'))
try {
  writeFileSync(
    join(folder, 'settings.env'),
    `BINANCE_API_KEY=${pseudoRandom('key')}\nBINANCE_API_SECRET=${pseudoRandom('secret')}\n`,
  )
  const sarifFile = join(folder, 'out.sarif')
  const logFile = join(folder, 'validation.sarif')

  const cli = [
    join(root, 'dist', 'cli.js'),
    'scan',
    '.',
    '--format',
    'sarif',
    '--output',
    sarifFile,
  ]
  const scan = run(process.execPath, cli)
  if (scan.status !== 1) fail(`the scan of a leaked pair ended with ${scan.status}, not 1`, scan)
  if (resultsOf(sarifFile).length === 0) fail('the scan of a leaked pair wrote no result', scan)

  const validation = run(validator, [
    'validate',
    sarifFile,
    '--output',
    logFile,
    '--log',
    'ForceOverwrite',
  ])
  if (!existsSync(logFile)) fail('the validator wrote no log', validation)
  const problems = resultsOf(logFile).filter(
    ({ level = 'warning' }) => level === 'error' || level === 'warning',
  )
  for (const { ruleId, message } of problems)
    console.error(`${ruleId}: ${message.text ?? message.arguments?.join(' ')}`)
  if (problems.length > 0) fail(`${problems.length} problems in the SARIF output`)
  if (validation.status !== 0) fail(`the validator ended with ${validation.status}`, validation)
  console.log('SARIF output is valid')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function findValidator() {
  const require = createRequire(import.meta.url)
  let path
  try {
    path = require('@microsoft/sarif-multitool')
  } catch {
    return undefined
  }
  const file = [path, `${path}.exe`].find((candidate) => existsSync(candidate))
  // Its install script would do this, but npm does not run install scripts unasked.
  if (file) chmodSync(file, 0o755)
  return file
}

function run(command, args) {
  // Invariant globalization: the validator needs no ICU library on the machine then.
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }
  return spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
}

function resultsOf(file) {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')).runs.flatMap(
    (each) => each.results ?? [],
  )
}

/** 64 characters of base62 without a secret-shaped literal in this file. */
function pseudoRandom(seed) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const bytes = createHash('sha512').update(seed).digest()
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')
}

function fail(message, { stdout = '', stderr = '', error } = {}) {
  console.error([stdout, stderr, error?.message].filter(Boolean).join('\n'))
  throw new Error(message)
}
