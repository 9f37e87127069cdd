import { join, resolve } from 'node:path'
import { version } from '../app/version.ts'
import { writeFileWhole } from '../app/write-file.ts'
import type { ScanResult } from '../model/result.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import { render } from '../report/render.ts'
import { escapeMarkdown } from '../report/markdown-text.ts'
import { selectFindings, sortFindings } from '../report/select.ts'
import { count } from '../report/text.ts'
import { keepComment } from './comment.ts'
import { commentText } from './comment-text.ts'
import type { EverythingPlan, RangePlan } from './event.ts'
import { fitMarkdown } from './fit-markdown.ts'
import { failureText, statusOf, type GitHub } from './github.ts'
import type { Inputs } from './inputs.ts'
import type { Runner, RunnerContext } from './runner.ts'
import { maxResults, uploadSarif } from './upload.ts'
import { failureSentence } from './verdict.ts'

export interface Presentation {
  readonly runner: Runner
  readonly context: RunnerContext
  readonly inputs: Inputs
  readonly plan: RangePlan | EverythingPlan
  readonly result: ScanResult
  readonly minConfidence: Confidence
  /** The exit code. It is settled: nothing that follows changes it. */
  readonly code: number
  /** What was done and assumed, for log and summary. */
  readonly notes: readonly string[]
  /** Null without a token, and where what was scanned is another repository's. */
  readonly connect: (() => Promise<GitHub>) | null
  readonly startedAt: Date
  /** Folder for a report that nobody named a place for. */
  readonly temporary: string
}

/** A job summary holds 1 MiB; a byte more and all of it is lost. */
const maxSummaryBytes = 1024 * 1024 - 4096
/** Of the 10 that a step shows, one is the sentence why the check fails. */
const maxAnnotations = 9

/** Shows the result everywhere it was asked for. A step that fails is told of and takes nothing else with it. */
export async function present(shown: Presentation): Promise<void> {
  const { runner } = shown
  const attempt = async (what: string, step: () => Promise<void> | void): Promise<void> => {
    try {
      await step()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      runner.warning(`${what} failed; the result of the scan stands. ${why}`)
    }
  }
  await attempt('Annotating', () => annotate(shown))
  await attempt('Setting the outputs', () => setOutputs(shown))
  await attempt('Writing the SARIF report', () => writeSarif(shown))
  await attempt('Writing the job summary', () => writeSummary(shown))
  await attempt('Commenting', () => comment(shown))
  await attempt('Uploading to code scanning', () => upload(shown))
}

async function annotate({
  runner,
  result,
  plan,
  minConfidence,
  code,
}: Presentation): Promise<void> {
  const sentence = failureSentence(code, result, plan.what, minConfidence)
  if (sentence !== null) runner.error(sentence)
  runner.commands(await render('github', result, { ...options(minConfidence), maxAnnotations }))
}

function setOutputs({ runner, result, minConfidence }: Presentation): void {
  const counted = result.findings.filter((item) => meetsConfidence(item.confidence, minConfidence))
  runner.output('findings', String(counted.length))
  runner.output('new', String(counted.filter((item) => item.state === 'new').length))
}

async function writeSarif(shown: Presentation): Promise<void> {
  const { runner, context, inputs, temporary } = shown
  const file =
    inputs.sarifFile === null
      ? join(temporary, 'straykey.sarif')
      : resolve(context.workspace, inputs.sarifFile)
  writeFileWhole(file, await renderSarif(shown, maxResults))
  runner.output('sarif', file)
}

/** The worst `limit` of the findings. */
async function renderSarif(
  { result, minConfidence }: Presentation,
  limit: number,
): Promise<string> {
  const { shown } = selectFindings(result, minConfidence)
  const findings = limit >= maxResults ? result.findings : sortFindings(shown).slice(0, limit)
  return await render('sarif', { ...result, findings }, options(minConfidence))
}

async function writeSummary(shown: Presentation): Promise<void> {
  const { runner, result, minConfidence, code, plan, notes } = shown
  const sentence = failureSentence(code, result, plan.what, minConfidence)
  const head = [
    ...(sentence === null ? [] : [`**${escapeMarkdown(sentence)}**`]),
    notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'),
  ]
  const report = await render('markdown', result, options(minConfidence))
  const notice = 'The rest was cut: a job summary holds 1 MiB. The SARIF report has all of it.'
  runner.summary(fitMarkdown(`${report}\n${head.join('\n\n')}\n\n`, maxSummaryBytes, notice))
}

async function comment(shown: Presentation): Promise<void> {
  const { runner, context, inputs, plan, result, minConfidence, connect } = shown
  if (plan.pull === null || !inputs.comment) return
  const amount = selectFindings(result, minConfidence).shown.length
  const say = (text: string): void => (amount > 0 ? runner.notice(text) : runner.log(text))
  if (connect === null) return say('No comment was made: there is no token for it.')
  const body = commentText(result, {
    minConfidence,
    complete: shown.code !== 2,
    repositoryUrl: `${context.serverUrl}/${context.repository}`,
    runUrl: context.runUrl,
    head: plan.head ?? '',
  })
  try {
    const request = { pull: plan.pull.number, body, create: amount > 0 }
    const outcome = await keepComment(await connect(), request)
    if (outcome !== 'none')
      runner.log(`The comment on pull request ${plan.pull.number} is ${outcome}.`)
  } catch (error) {
    if (![401, 403, 404].includes(statusOf(error)))
      throw new Error(failureText(error), { cause: error })
    const why = plan.pull.fork
      ? 'on pull requests from forks it is read-only'
      : 'give the job "permissions: pull-requests: write"'
    say(`No comment was made: the token cannot write one (${failureText(error)}); ${why}.`)
  }
}

async function upload(shown: Presentation): Promise<void> {
  const { runner, context, inputs, plan, result, minConfidence, connect, startedAt } = shown
  if (!inputs.uploadSarif) return
  const reason = whyNoUpload(shown)
  if (reason !== null) return runner.notice(`Nothing was uploaded to code scanning: ${reason}`)
  if (connect === null || plan.head === null) return
  const total = selectFindings(result, minConfidence).shown.length
  try {
    const ref = plan.pull === null ? context.ref : `refs/pull/${plan.pull.number}/head`
    const outcome = await uploadSarif(await connect(), {
      render: (limit) => renderSarif(shown, limit),
      commit: plan.head,
      ref,
      startedAt,
    })
    const listed = Math.min(total, outcome.limit)
    if (total > listed) {
      const left = count(total - listed, 'less severe finding')
      runner.notice(`Code scanning takes no more: ${left} left out of the upload.`)
    }
    if (outcome.state === 'failed') throw new Error(`GitHub refused the report: ${outcome.why}`)
    const done =
      outcome.state === 'complete' ? 'and processed' : ', and GitHub is still processing it'
    runner.log(`The SARIF report was uploaded to code scanning for ${ref} ${done}.`)
  } catch (error) {
    if (statusOf(error) === 0 && !(error instanceof Error && 'request' in error)) throw error
    const hint =
      statusOf(error) === 403 || statusOf(error) === 404
        ? ' The job needs "permissions: security-events: write", and the repository code scanning.'
        : ''
    throw new Error(`${failureText(error)}.${hint}`, { cause: error })
  }
}

/** A clause that ends a sentence; null when nothing speaks against an upload. */
function whyNoUpload({ plan, context, connect, result }: Presentation): string | null {
  if (plan.pull?.fork === true) return 'a pull request from a fork has no right to.'
  if (connect === null) return 'there is no token for this repository.'
  if (plan.pull === null && plan.kind === 'range') {
    return 'the next push would close the alerts of this one; set full-history, which scans and reports everything.'
  }
  if (plan.head === null) return 'the event names no commit.'
  if (plan.pull === null && !/^refs\/(?:heads|tags)\/./.test(context.ref)) {
    return 'the event is for neither a branch nor a tag.'
  }
  if (result.coverage.interrupted) return 'the scan was interrupted.'
  return null
}

function options(minConfidence: Confidence): Parameters<typeof render>[2] {
  return { color: false, width: 120, minConfidence, showSecrets: false, version }
}
