/**
 * The built bundle against files that were written without a look at its rules: recall by tier at medium confidence and
 * above, false alarms, and each template that was missed. No secret is printed.
 *
 * node bench/detection/blind.mjs [copies=20] [seed=1] [tier=binance+decoys] [only=TEXT] [cli=dist/cli.js] [keep=FOLDER]
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binanceRarer } from './blind/binance-rarer.mjs'
import { binance } from './blind/binance.mjs'
import { decoysNamed } from './blind/decoys-named.mjs'
import { decoysPublic } from './blind/decoys-public.mjs'
import { decoys } from './blind/decoys.mjs'
import { exchangesCrossed } from './blind/exchanges-crossed.mjs'
import { exchanges } from './blind/exchanges.mjs'
import { Generator } from './blind/generator.mjs'
import { notPlain } from './blind/not-plain.mjs'
import { providersCrossed } from './blind/providers-crossed.mjs'
import { providers } from './blind/providers.mjs'
import { secondBinance } from './blind/second-binance.mjs'
import { secondDecoys } from './blind/second-decoys.mjs'
import { secondExchanges } from './blind/second-exchanges.mjs'
import { secondProviders } from './blind/second-providers.mjs'
import { secondWallets } from './blind/second-wallets.mjs'
import { settings } from './blind/settings.mjs'
import { walletsRarer } from './blind/wallets-rarer.mjs'
import { wallets } from './blind/wallets.mjs'

const tiers = {
  binance,
  'binance, rarer': binanceRarer,
  exchanges,
  'exchanges, crossed': exchangesCrossed,
  wallets,
  'wallets, rarer': walletsRarer,
  providers,
  'providers, crossed': providersCrossed,
  settings,
  'not plain': notPlain,
  decoys: { ...decoys, ...decoysNamed, ...decoysPublic },
  'second: binance': secondBinance,
  'second: exchanges': secondExchanges,
  'second: wallets': secondWallets,
  'second: providers': secondProviders,
  'second: decoys': secondDecoys,
}
const holdsNothing = (tier) => tier.endsWith('decoys')
const given = {
  copies: '20',
  seed: '1',
  tier: '',
  only: '',
  keep: '',
  cli: fileURLToPath(new URL('../../dist/cli.js', import.meta.url)),
  ...Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('='))),
}
const work = given.keep || mkdtempSync(join(tmpdir(), 'straykey-'))
if (!given.keep) process.on('exit', () => rmSync(work, { recursive: true, force: true }))

/** Each file in a folder of its number: no name of a template is seen by the scanner. */
const files = []
const wanted = given.tier === '' ? Object.keys(tiers) : given.tier.split('+')
for (const tier of wanted) {
  for (const [id, make] of Object.entries(tiers[tier])) {
    if (!id.includes(given.only)) continue
    for (let copy = 0; copy < Number(given.copies); copy++) {
      const made = make(new Generator(`${given.seed}/${tier}/${id}/${copy}`))
      const path = join(work, 'tree', String(files.length), made.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, made.content)
      files.push({ tier, id, ...made, hits: [], faint: [] })
    }
  }
}

const report = scan(join(work, 'tree'))
for (const finding of report.findings) note(finding, 'hits')
for (const finding of report.belowFindings ?? []) note(finding, 'faint')

const rows = new Map()
const missed = new Map()
const alarms = new Map()
for (const made of files) {
  const empty = { ids: new Set(), files: 0, planted: 0, found: 0, high: 0, alarms: 0 }
  const row = rows.get(made.tier) ?? empty
  rows.set(made.tier, row)
  row.files++
  row.ids.add(made.id)
  if (holdsNothing(made.tier)) countAlarms(made, row)
  else countFound(made, row)
}

console.log('| tier | templates | files | planted | found | of these high |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
for (const [tier, { ids, files: total, planted, found, high }] of rows) {
  if (holdsNothing(tier)) continue
  const figures = [ids.size, total, planted, percent(found, planted), percent(high, found)]
  console.log(`| ${tier} | ${figures.join(' | ')} |`)
}
for (const [tier, { ids, alarms: loud, files: quiet }] of rows) {
  if (!holdsNothing(tier)) continue
  const rate = ((loud / quiet) * 200).toFixed(2)
  console.log(
    `\n${tier}: ${ids.size} templates, alarms in ${loud} of ${quiet} files, ${rate} per 200`,
  )
}
console.log('\nmissed secrets by template, with the rules that saw one below medium')
for (const [id, { times, planted, faint }] of missed) {
  if (times > 0) console.log(`  ${times}/${planted} ${id} ${[...faint].join(' ')}`)
}
console.log('\nfalse alarms, files by template and rule')
for (const [id, times] of alarms) console.log(`  ${times} ${id}`)

function scan(tree) {
  const output = join(work, 'report.json')
  const flags = ['--no-config', '--no-baseline', '--no-progress', '--output', output]
  const command = [given.cli, 'scan', '.', '--format', 'json', ...flags]
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: tree, encoding: 'utf8' })
  if (status !== 0 && status !== 1) throw new Error(stderr)
  const made = JSON.parse(readFileSync(output, 'utf8'))
  const skipped = JSON.stringify(made.coverage.skippedCount ?? {})
  console.log(`${made.coverage.files} files, skipped ${skipped}\n`)
  return made
}

/** Hangs a finding on the files where it stands. */
function note(finding, where) {
  const masks = finding.secrets.map(({ masked }) => masked)
  for (const { path, parts = [], ...place } of finding.occurrences)
    files[Number(path.split('/')[0])][where].push({ finding, masks, spans: [place, ...parts] })
}

function countAlarms({ id, hits }, row) {
  if (hits.length > 0) row.alarms++
  for (const text of new Set(hits.map(({ finding }) => `${finding.rule} ${finding.confidence}`)))
    alarms.set(`${id}: ${text}`, (alarms.get(`${id}: ${text}`) ?? 0) + 1)
}

function countFound({ tier, id, secrets, hits, faint }, row) {
  const key = `${tier}: ${id}`
  const entry = missed.get(key) ?? { times: 0, planted: 0, faint: new Set() }
  missed.set(key, entry)
  for (const secret of secrets) {
    row.planted++
    entry.planted++
    const seen = hits.filter((hit) => covers(hit, secret))
    if (seen.length > 0) row.found++
    if (seen.some(({ finding }) => finding.confidence === 'high')) row.high++
    if (seen.length > 0) continue
    entry.times++
    for (const hit of faint) if (covers(hit, secret)) entry.faint.add(hit.finding.rule)
  }
}

/**
 * A place that overlaps the secret's. Where the file writes the secret otherwise, places are those of the whole run, and
 * the ends that the mask leaves must be the secret's too; a mask without ends fits all.
 */
function covers({ masks, spans }, { value, plain, start, end }) {
  const overlaps = spans.some(
    (span) =>
      before([span.line, span.column], end) && before(start, [span.endLine, span.endColumn]),
  )
  if (!overlaps || plain) return overlaps
  return masks.some((mask) => {
    const [head, tail] = mask.split('…')
    return tail === undefined || (value.includes(head) && value.includes(tail))
  })
}

function before([line, column], [otherLine, otherColumn]) {
  return line < otherLine || (line === otherLine && column < otherColumn)
}

function percent(part, whole) {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`
}
