import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { readSmallFile } from './small-file.ts'
import { wildmatch } from './wildmatch.ts'

/** The two settings of git that decide what is ignored. */
export interface IgnoreSettings {
  /** Absolute path of the user's own ignore file; it need not exist. */
  readonly excludesFile: string | null
  readonly ignoreCase: boolean
}

/** Environment variables that are read; pass `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

const maxIncludeDepth = 10

/**
 * Reads `core.excludesFile` and `core.ignoreCase` from the files git reads (system, user, repository), without
 * running git. Includes are followed, `includeIf` for `gitdir:` conditions only.
 *
 * @param gitDir the repository's own git directory, absolute
 * @param commonDir where its `config` stands
 * @param workTree what a relative `core.excludesFile` starts from
 */
export function readIgnoreSettings(
  gitDir: string,
  commonDir: string,
  workTree: string,
  environment: Environment,
): IgnoreSettings {
  const home = environment['HOME'] ?? homedir()
  const userFolder = join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'git')
  const values = new Map<string, string>()
  const context = { gitDir, home, values }
  for (const file of configFiles(environment, home, userFolder, commonDir)) {
    readConfig(file, context, 0)
  }
  const excludes = values.get('core.excludesfile')
  return {
    excludesFile:
      excludes === undefined
        ? join(userFolder, 'ignore')
        : excludes === ''
          ? null
          : expandPath(excludes, home, workTree),
    ignoreCase: isTrue(values.get('core.ignorecase')),
  }
}

function configFiles(
  environment: Environment,
  home: string,
  userFolder: string,
  commonDir: string,
): string[] {
  const files: string[] = []
  if (!isTrue(environment['GIT_CONFIG_NOSYSTEM'])) {
    files.push(environment['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig')
  }
  const user = environment['GIT_CONFIG_GLOBAL']
  if (user === undefined) files.push(join(userFolder, 'config'), join(home, '.gitconfig'))
  else files.push(user)
  return [...files, join(commonDir, 'config')]
}

interface ConfigContext {
  readonly gitDir: string
  readonly home: string
  readonly values: Map<string, string>
}

function readConfig(file: string, context: ConfigContext, depth: number): void {
  if (depth > maxIncludeDepth) return
  const content = readSmallFile(file, { followLinks: true })
  if (content === null) return
  for (const { section, name, value } of parseConfig(content.toString('utf8'))) {
    if (name === 'path' && isActiveInclude(section, file, context)) {
      readConfig(expandPath(value, context.home, dirname(file)), context, depth + 1)
    } else {
      context.values.set(`${section}.${name}`, value)
    }
  }
}

function isActiveInclude(section: string, file: string, context: ConfigContext): boolean {
  if (section === 'include') return true
  const condition = /^includeif\.gitdir(\/i)?:(.+)$/s.exec(section)
  const given = condition?.[2]
  if (given === undefined) return false
  let pattern = given
  if (pattern.startsWith('~/')) pattern = context.home + pattern.slice(1)
  else if (pattern.startsWith('./')) pattern = dirname(file) + pattern.slice(1)
  else if (!isAbsolute(pattern)) pattern = `**/${pattern}`
  if (pattern.endsWith('/')) pattern += '**'
  const ignoreCase = condition?.[1] !== undefined
  return wildmatch(pattern, context.gitDir, { pathname: true, ignoreCase })
}

interface ConfigLine {
  /** Lower case; a subsection follows a dot as written. */
  readonly section: string
  readonly name: string
  readonly value: string
}

const sectionLine = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/
const settingLine = /^\s*([A-Za-z][\w-]*)\s*(=)?/

/** The settings of a git configuration file in order; a line that makes no sense is passed over. */
function* parseConfig(text: string): Generator<ConfigLine> {
  let section = ''
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i] ?? ''
    const header = sectionLine.exec(line)
    if (header !== null) {
      const name = (header[1] ?? '').toLowerCase()
      section = header[2] === undefined ? name : `${name}.${header[2].replaceAll(/\\(.)/g, '$1')}`
      line = line.slice(header[0].length)
    }
    const setting = settingLine.exec(line)
    if (setting === null) continue
    let raw = line.slice(setting[0].length)
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(raw) && i + 1 < lines.length) {
      raw = raw.slice(0, -1) + (lines[++i] ?? '')
    }
    const value = setting[2] === undefined ? 'true' : unquote(raw)
    yield { section, name: (setting[1] ?? '').toLowerCase(), value }
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' }

/** Quotes removed, escapes resolved, comment and outer blanks cut. */
function unquote(raw: string): string {
  let value = ''
  let kept = 0
  let quoted = false
  for (let i = 0; i < raw.length; i++) {
    const character = raw[i] ?? ''
    if (character === '"') {
      quoted = !quoted
      kept = value.length
    } else if (character === '\\') {
      const next = raw[++i] ?? ''
      value += escapes[next] ?? next
      kept = value.length
    } else if (!quoted && (character === '#' || character === ';')) {
      break
    } else if (quoted || !/\s/.test(character)) {
      value += character
      kept = value.length
    } else if (value !== '') {
      value += character
    }
  }
  return value.slice(0, kept)
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[1-9]\d*)$/i.test(value)
}

function expandPath(path: string, home: string, relativeTo: string): string {
  if (path === '~' || path.startsWith('~/')) return home + path.slice(1)
  return isAbsolute(path) ? path : join(relativeTo, path)
}
