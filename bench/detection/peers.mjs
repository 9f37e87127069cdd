/**
 * Straykey beside other scanners on the corpus: how many planted files each reports, and in how many decoys it finds
 * something. A file counts as found when anything is reported in it: others do not say whose a key is. Scanners that are
 * not installed are left out; none may ask a service.
 *
 * node bench/detection/peers.mjs [gitleaks=PATH] [kingfisher=PATH] [detect-secrets=PATH] [ripsecrets=PATH]
 *   [half=both] [copies=2] [seed=1]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load, makeFiles, options, percent, readPacks, writeCorpus } from './load.mjs'

const given = options({ half: 'both', copies: '2', seed: '1', tier: '', only: '' })
const lib = await load()
const files = makeFiles(lib, given)
const folder = writeCorpus(files)
const scratch = mkdtempSync(join(tmpdir(), 'straykey-peers-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const run = (program, args) =>
  spawnSync(program, args, { cwd: folder, maxBuffer: 2 ** 31, encoding: 'utf8' })
const report = join(scratch, 'report.json')
const readReport = () => JSON.parse(readFileSync(report, 'utf8'))

/** Each gives the paths in which something was found. */
const scanners = {
  straykey: async () => {
    const result = await lib.scan({
      paths: [folder],
      root: folder,
      rules: readPacks(lib.parseRules),
      respectGitignore: false,
      jobs: 1,
    })
    const loud = result.findings.filter(({ confidence }) => confidence !== 'low')
    return loud.flatMap(({ occurrences }) => occurrences.map(({ path }) => path))
  },
  gitleaks: (program) => {
    run(program, [
      'dir',
      '.',
      '--report-format',
      'json',
      '--report-path',
      report,
      '--no-banner',
      '--exit-code',
      '0',
      '--max-archive-depth',
      '3',
      '--max-decode-depth',
      '3',
    ])
    return readReport().map(({ File }) => File)
  },
  kingfisher: (program) => {
    const { stdout } = run(program, [
      'scan',
      '.',
      '--no-validate',
      '--no-update-check',
      '--format',
      'jsonl',
      '--confidence',
      'medium',
    ])
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .flatMap((entry) => entry.findings ?? [entry])
      .map(({ finding }) => finding?.path ?? '')
  },
  'detect-secrets': (program) => {
    const { stdout } = run(program, ['scan', '--all-files', '--no-verify', '.'])
    return Object.keys(JSON.parse(stdout).results)
  },
  ripsecrets: (program) => {
    const { stdout } = run(program, ['.'])
    return stdout.split('\n').map((line) => /^(?:\.\/)?(\d+\/[^:]*):/.exec(line)?.[1] ?? '')
  },
}

const tiers = ['binance', 'exchanges', 'wallets', 'providers', 'hard', 'decoy']
const totals = new Map(
  tiers.map((tier) => [tier, files.filter(({ template }) => template.tier === tier).length]),
)
console.log(`${files.length} files\n`)
console.log(
  `| scanner | ${tiers.slice(0, -1).join(' | ')} | decoys with an alarm | per 200 | seconds |`,
)
console.log(`| --- |${' ---: |'.repeat(tiers.length + 2)}`)
for (const [name, scan] of Object.entries(scanners)) {
  const program = given[name]
  if (name !== 'straykey' && (program === undefined || !existsSync(program))) continue
  const start = performance.now()
  const paths = await scan(program)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const hit = new Set(
    paths
      .map((path) => /(\d+)[/\\]/.exec(path.replace(folder, ''))?.[1])
      .filter(Boolean)
      .map(Number),
  )
  const found = (tier) =>
    files.filter(({ template }, index) => template.tier === tier && hit.has(index)).length
  const cells = tiers.slice(0, -1).map((tier) => percent(found(tier), totals.get(tier)))
  const alarms = found('decoy')
  const per200 = ((alarms * 200) / totals.get('decoy')).toFixed(1)
  console.log(
    `| ${name} | ${cells.join(' | ')} | ${alarms} of ${totals.get('decoy')} | ${per200} | ${seconds} |`,
  )
}
