import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { ScanError } from '../model/errors.ts'
import { escapeControls } from '../report/text.ts'

/** What the runner tells of this run. */
export interface RunnerContext {
  readonly eventName: string
  readonly sha: string
  readonly ref: string
  /** `owner/name`; empty outside of a runner. */
  readonly repository: string
  readonly workspace: string
  readonly temporary: string
  readonly serverUrl: string
  readonly apiUrl: string
  /** Page of this run; empty when unknown. */
  readonly runUrl: string
}

type Environment = Readonly<Record<string, string | undefined>>

export function readContext(env: Environment): RunnerContext {
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const run = env['GITHUB_RUN_ID'] ?? ''
  return {
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    repository: /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : '',
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    temporary: env['RUNNER_TEMP'] ?? '',
    serverUrl,
    apiUrl: (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, ''),
    runUrl: /^\d+$/.test(run) ? `${serverUrl}/${repository}/actions/runs/${run}` : '',
  }
}

const maxEventBytes = 64 * 1024 * 1024

/** @returns the payload, or why there is none, as a sentence */
export function readPayload(env: Environment): { payload: unknown; problem: string | null } {
  const file = env['GITHUB_EVENT_PATH'] ?? ''
  const without = (problem: string): { payload: null; problem: string } => ({
    payload: null,
    problem,
  })
  if (file === '') return without('The runner names no event file.')
  try {
    if (statSync(file).size > maxEventBytes) return without('The event file is larger than 64 MiB.')
    return { payload: JSON.parse(readFileSync(file, 'utf8')) as unknown, problem: null }
  } catch (error) {
    if (error instanceof SyntaxError) return without('The event file is not JSON.')
    return without(
      `The event file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    )
  }
}

/**
 * Writes to the log and to the runner's command files. Whatever a stranger may have written is escaped on the way:
 * a workflow command is a line that begins with `::`, or `##[` anywhere in it.
 */
export class Runner {
  readonly #env: Environment
  readonly #write: (text: string) => void
  readonly #token: string | null

  /** @param token never written, whatever a message holds */
  constructor(env: Environment, token: string | null, write: (text: string) => void) {
    this.#env = env
    this.#token = token
    this.#write = (text) => write(this.#hide(text))
  }

  /** A plain line; never a command. */
  log(text: string): void {
    const line = escapeControls(text).replaceAll('##[', '## [')
    this.#write(`${/^\s*::/.test(line) ? `| ${line}` : line}\n`)
  }

  /** Lines that are commands already, made by the report. */
  commands(text: string): void {
    this.#write(text)
  }

  notice(text: string): void {
    this.#annotate('notice', text)
  }

  warning(text: string): void {
    this.#annotate('warning', text)
  }

  error(text: string): void {
    this.#annotate('error', text)
  }

  #annotate(level: 'notice' | 'warning' | 'error', text: string): void {
    const data = text
      .split(/\r\n|\n|\r/)
      .map(escapeControls)
      .join('\n')
      .replaceAll('%', '%25')
      .replaceAll('\n', '%0A')
    this.#write(`::${level} title=straykey::${data}\n`)
  }

  /** @throws ScanError `output` */
  output(name: string, value: string): void {
    // A random delimiter, which no value can hold.
    const delimiter = `straykey-${randomUUID()}`
    this.#append('GITHUB_OUTPUT', `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
  }

  /** @throws ScanError `output` */
  summary(markdown: string): void {
    this.#append('GITHUB_STEP_SUMMARY', markdown)
  }

  #hide(text: string): string {
    return this.#token === null ? text : text.replaceAll(this.#token, '***')
  }

  #append(variable: string, text: string): void {
    const file = this.#env[variable] ?? ''
    if (file === '') return
    try {
      appendFileSync(file, this.#hide(text))
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error)
      throw new ScanError('output', `${variable} cannot be written (${why}).`, { cause: error })
    }
  }
}
