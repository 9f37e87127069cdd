/**
 * How many planted credentials are found, and in how many decoys something is: tables by tier and half, with what was
 * missed by template. No secret is printed.
 *
 * node bench/detection/recall.mjs [half=tune|held|both] [copies=4] [seed=1] [tier=binance,hard] [only=] [show=30]
 */
import { load, makeFiles, options, percent, readPacks, writeCorpus } from './load.mjs'

const given = options({ half: 'tune', copies: '4', seed: '1', tier: '', only: '', show: '30' })
const lib = await load()
const files = makeFiles(lib, given)
const folder = writeCorpus(files)
const rules = readPacks(lib.parseRules)
const start = performance.now()
const result = await lib.scan({
  paths: [folder],
  root: folder,
  rules,
  respectGitignore: false,
  jobs: 1,
})
const seconds = ((performance.now() - start) / 1000).toFixed(1)

/** What was found, by number of the file. */
const found = files.map(() => [])
const shown = new Set(['medium', 'high'])
for (const finding of result.findings) {
  const values = finding.secrets.map(
    (part) => part.secret?.reveal('show-secrets') ?? part.reveal('show-secrets'),
  )
  for (const { path, line } of finding.occurrences) {
    const index = Number(path.split(/[!/]/)[0])
    found[index]?.push({
      rule: finding.rule,
      confidence: finding.confidence,
      values,
      line,
      because: finding.because,
    })
  }
}

const plain = (text) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\\[rn]|[\s,"'[\]]+/g, '')
const rows = new Map()
const missed = new Map()
const alarms = new Map()
for (const [index, { template, made }] of files.entries()) {
  const half = lib.isHeldBack(template.id) ? 'held' : 'tune'
  const key = `${template.tier} ${half}`
  const row = rows.get(key) ?? {
    files: 0,
    planted: 0,
    medium: 0,
    high: 0,
    low: 0,
    named: 0,
    alarms: 0,
  }
  rows.set(key, row)
  row.files++
  const hits = found[index]
  if (template.tier === 'decoy') {
    const loud = hits.filter(({ confidence }) => shown.has(confidence))
    if (loud.length > 0) {
      row.alarms++
      for (const { rule, confidence, because } of loud.slice(0, 1)) {
        const why = because.map(({ code, weight }) => `${code} ${weight}`).join(', ')
        count(alarms, `${template.id}: ${rule} ${confidence} (${why})`)
      }
    }
    continue
  }
  for (const { role, value } of made.planted) {
    row.planted++
    const wanted = plain(value)
    const hit = hits
      .filter(({ values }) =>
        values.some(
          (text) =>
            plain(text).includes(wanted) || (text.length > 7 && wanted.includes(plain(text))),
        ),
      )
      .toSorted((a, b) => rank(b) - rank(a))[0]
    if (hit === undefined || !shown.has(hit.confidence)) {
      if (hit !== undefined) row.low++
      count(
        missed,
        `${template.id} ${role}${hit === undefined ? '' : ` (low: ${hit.rule} ${hit.because.map(({ code, weight }) => `${code} ${weight}`).join(', ')})`}`,
      )
      continue
    }
    row.medium++
    if (hit.confidence === 'high') row.high++
    if (hit.rule.startsWith(template.expect)) row.named++
  }
}

function rank({ confidence }) {
  return ['low', 'medium', 'high'].indexOf(confidence)
}

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}

function print(title, map) {
  if (map.size === 0) return
  console.log(`\n${title}`)
  const sorted = [...map].toSorted((a, b) => b[1] - a[1])
  for (const [text, times] of sorted.slice(0, Number(given.show)))
    console.log(`  ${String(times).padStart(3)} ${text}`)
  if (sorted.length > Number(given.show))
    console.log(`  and ${sorted.length - Number(given.show)} more`)
}

console.log(
  `${files.length} files in ${seconds} s, ${result.coverage.skipped?.length ?? 0} skipped; rules ${rules.length}\n`,
)
console.log(
  '| tier | half | files | planted | found | of these high | right vendor | missed, low |',
)
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const [key, row] of [...rows].toSorted(([a], [b]) => a.localeCompare(b))) {
  const [tier, half] = key.split(' ')
  if (tier === 'decoy') continue
  const { planted, medium } = row
  console.log(
    `| ${tier} | ${half} | ${row.files} | ${planted} | ${percent(medium, planted)} | ${percent(row.high, medium)} | ${percent(row.named, medium)} | ${row.low} |`,
  )
}
for (const [key, row] of rows) {
  if (key.startsWith('decoy'))
    console.log(`\ndecoys ${key.split(' ')[1]}: ${row.alarms} false alarms in ${row.files} files`)
}
print('missed', missed)
print('false alarms', alarms)
