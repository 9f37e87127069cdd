import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml'
import { ScanError } from '../model/errors.ts'
import { confidences } from '../model/severity.ts'
import { compileGlobs } from '../sources/path-filter.ts'
import type { AllowPaths, Config, ConfigKey, ConfigValues } from './config.ts'

const maxConfigBytes = 256 * 1024
const maxListed = 1_000
const maxFaults = 50
const ruleId = /^[a-z0-9][a-z0-9-]*$/

/** Values and lines of one configuration file. */
export type ParsedConfig = Pick<Config, 'values' | 'lines' | 'allowedRules'>

/**
 * Reads a configuration. Aliases and tags are refused rather than expanded, so that a small file stays small.
 *
 * @throws ScanError `config` with every fault, one `file:line: ...` each
 */
export function parseConfig(bytes: Uint8Array, file: string): ParsedConfig {
  const reader = new ConfigReader(file)
  const parsed = reader.read(bytes)
  const faults = reader.faults()
  if (faults.length === 0) return parsed
  const shown = faults.slice(0, maxFaults).map((fault) => `  ${fault}`)
  const left = faults.length - shown.length
  if (left > 0) shown.push(`  and ${left} more`)
  throw new ScanError(
    'config',
    `the configuration cannot be used; mend what is listed:\n${shown.join('\n')}`,
  )
}

type Read<T> = (node: Node | null, name: string) => T | undefined

class ConfigReader {
  readonly #faults: { readonly line: number; readonly what: string }[] = []
  readonly #file: string
  readonly #allowedRules = new Map<string, number>()
  readonly #lines = new LineCounter()

  constructor(file: string) {
    this.#file = file
  }

  /** In the order of lines. */
  faults(): string[] {
    return this.#faults
      .toSorted((a, b) => a.line - b.line)
      .map(({ line, what }) => `${this.#file}${line === 0 ? '' : `:${line}`}: ${what}`)
  }

  read(bytes: Uint8Array): ParsedConfig {
    const none = { values: {}, lines: {} }
    if (bytes.length > maxConfigBytes) {
      this.#tell(0, 'is larger than 256 KiB; this is no configuration')
      return none
    }
    const contents = this.#parse(bytes)
    if (contents === null) return none
    if (!isMap(contents)) {
      this.#fault(contents, 'expected "name: value" lines')
      return none
    }
    return this.#readMap(contents)
  }

  #parse(bytes: Uint8Array): Node | null {
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      this.#tell(0, 'is not UTF-8 text; save it as UTF-8')
      return null
    }
    try {
      const document = parseDocument(text, { lineCounter: this.#lines, logLevel: 'silent' })
      const conflict = document.errors.length > 0 ? /^<{7}(?: |$)/m.exec(text) : null
      if (conflict !== null) {
        const { line } = this.#lines.linePos(conflict.index)
        this.#tell(line, 'a merge conflict is not resolved; keep what holds of the two sides')
        return null
      }
      for (const { pos, message } of document.errors) {
        const said = message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '')
        this.#tell(this.#lines.linePos(pos[0]).line, said ?? 'not well-formed')
      }
      return document.errors.length > 0 ? null : document.contents
    } catch (error) {
      // The parser recurses: thousands of brackets end its stack.
      if (!(error instanceof RangeError)) throw error
      this.#tell(0, 'is nested too deeply; this is no configuration')
      return null
    }
  }

  #readMap(map: YAMLMap): ParsedConfig {
    const values: { [Key in ConfigKey]?: ConfigValues[Key] } = {}
    const lines: Partial<Record<ConfigKey, number>> = {}
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : ''
      if (!Object.hasOwn(this.#readers, name)) {
        const known = Object.keys(this.#readers).join(', ')
        this.#fault(key as Node, `there is no setting ${quoted(name)}; settings are ${known}`)
        continue
      }
      const known = name as ConfigKey
      const read = this.#readers[known] as Read<never>
      const found = read(value as Node | null, name)
      if (found === undefined) continue
      values[known] = found
      lines[known] = this.#lineOf(key as Node)
    }
    return { values, lines, allowedRules: this.#allowedRules }
  }

  readonly #readers: { readonly [Key in ConfigKey]: Read<ConfigValues[Key]> } = {
    include: (node, name) => this.#globs(node, name),
    exclude: (node, name) => this.#globs(node, name),
    gitignore: (node, name) => this.#boolean(node, name),
    rules: (node, name) => this.#strings(node, name),
    'min-confidence': (node, name) => this.#choice(node, name, confidences),
    'fail-on': (node, name) => this.#choice(node, name, [...confidences, 'never'] as const),
    strict: (node, name) => this.#boolean(node, name),
    baseline: (node, name) => {
      if (isScalar(node) && node.value === false) return false
      return this.#string(node, name, 'a path, or false for none')
    },
    'gitleaks-allow': (node, name) => this.#boolean(node, name),
    jobs: (node, name) => this.#whole(node, name, 1, 256),
    'max-memory': (node, name) => this.#whole(node, name, 16, 65_536),
    'allow-paths': (node, name) => this.#allowPaths(node, name),
  }

  #allowPaths(node: Node | null, name: string): AllowPaths[] | undefined {
    return this.#list(node, name, (item) => {
      if (!isMap(item)) {
        this.#fault(item, `${name}: each entry has paths, reason and perhaps rules`)
        return undefined
      }
      const members = new Map(item.items.map(({ key, value }) => [String(key), value as Node]))
      for (const { key } of item.items) {
        if (['paths', 'rules', 'reason'].includes(String(key))) continue
        this.#fault(key as Node, `${name}: unknown member ${quoted(String(key))}`)
      }
      const paths = this.#globs(members.get('paths') ?? null, `${name}: paths`, item)
      const reason = this.#string(members.get('reason') ?? null, `${name}: reason`, 'text', item)
      const listed = members.get('rules')
      const rules = listed === undefined ? [] : this.#strings(listed, `${name}: rules`)
      const nodes = isSeq(listed) ? (listed.items as Node[]) : []
      for (const [index, rule] of (rules ?? []).entries()) {
        const node = nodes[index] ?? listed ?? item
        if (!ruleId.test(rule)) this.#fault(node, `${name}: ${quoted(rule)} is no rule id`)
        else if (!this.#allowedRules.has(rule)) this.#allowedRules.set(rule, this.#lineOf(node))
      }
      if (paths === undefined || reason === undefined || rules === undefined) return undefined
      return { paths, rules, reason }
    })
  }

  #globs(node: Node | null, name: string, around?: Node): string[] | undefined {
    const globs = this.#strings(node, name, around)
    if (globs === undefined) return undefined
    for (const glob of globs) {
      try {
        compileGlobs([glob])
      } catch (error) {
        if (!(error instanceof ScanError)) throw error
        this.#fault(node, `${name}: ${error.message.replace(/\.$/, '')}`)
      }
    }
    return globs
  }

  #strings(node: Node | null, name: string, around?: Node): string[] | undefined {
    if (isScalar(node) && typeof node.value === 'string') {
      const one = this.#string(node, name, 'text')
      return one === undefined ? undefined : [one]
    }
    return this.#list(node, name, (item) => this.#string(item, name, 'text'), around)
  }

  #list<T>(
    node: Node | null,
    name: string,
    read: (item: Node) => T | undefined,
    around?: Node,
  ): T[] | undefined {
    if (!isSeq(node)) {
      this.#fault(node ?? around ?? null, `${name} must be a list`)
      return undefined
    }
    if (node.items.length > maxListed) {
      this.#fault(node, `${name} has more than ${maxListed} entries`)
      return undefined
    }
    const items = node.items.map((item) => read(item as Node))
    const whole = items.filter((item) => item !== undefined)
    return whole.length === items.length ? whole : undefined
  }

  #string(node: Node | null, name: string, what: string, around?: Node): string | undefined {
    if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value
    this.#fault(node ?? around ?? null, `${name} must be ${what}`)
    return undefined
  }

  #boolean(node: Node | null, name: string): boolean | undefined {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value
    this.#fault(node, `${name} must be true or false`)
    return undefined
  }

  #whole(node: Node | null, name: string, least: number, most: number): number | undefined {
    const value = isScalar(node) ? node.value : undefined
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
      return value
    }
    this.#fault(node, `${name} must be a whole number from ${least} to ${most}`)
    return undefined
  }

  #choice<T extends string>(node: Node | null, name: string, choices: readonly T[]): T | undefined {
    const found = choices.find((choice) => isScalar(node) && node.value === choice)
    if (found === undefined) this.#fault(node, `${name} must be one of ${choices.join(', ')}`)
    return found
  }

  #fault(node: Node | null, what: string): void {
    this.#tell(this.#lineOf(node), what)
  }

  /** @param line 0 for the file as a whole */
  #tell(line: number, what: string): void {
    this.#faults.push({ line, what })
  }

  #lineOf(node: Node | null): number {
    const start = node?.range?.[0]
    return start === undefined ? 0 : this.#lines.linePos(start).line
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
