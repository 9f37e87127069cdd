/**
 * What is found in the history of real repositories, masked, to be judged by hand: every finding of high and medium
 * confidence with its reasons and one path.
 *
 * node bench/detection/precision.mjs REPOSITORY...
 */
import { basename, dirname } from 'node:path'
import { load, readPacks } from './load.mjs'

const lib = await load()
const rules = readPacks(lib.parseRules)
for (const repository of process.argv.slice(2)) {
  const start = performance.now()
  const result = await lib.scanHistory({ repository, rules, jobs: 1 })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const count = (confidence) =>
    result.findings.filter((one) => one.confidence === confidence).length
  const name =
    basename(repository) === 'repo' ? basename(dirname(repository)) : basename(repository)
  const { blobs, commits } = result.coverage
  console.log(
    `\n## ${name}: ${blobs} blobs, ${commits} commits, ${seconds} s; high ${count('high')}, medium ${count('medium')}, low ${count('low')}\n`,
  )
  for (const finding of result.findings) {
    if (finding.confidence === 'low') continue
    const secrets = finding.secrets
      .map(({ secret, role }) => `${role} ${secret.masked}`)
      .join(' + ')
    const because = finding.because
      .map(
        ({ code, weight, detail }) =>
          `${code} ${weight}${detail === undefined ? '' : ` "${detail}"`}`,
      )
      .join(', ')
    const { path, line, commit } = finding.occurrences[0]
    console.log(`${finding.confidence} ${finding.severity} ${finding.rule}: ${secrets}`)
    console.log(
      `    ${path}:${line} ${commit?.id.slice(0, 9) ?? ''} (${finding.occurrenceCount} places) ${because}`,
    )
  }
}
