import { ScanError } from '../model/errors.ts'
import type { Baseline, BaselineEntry } from './baseline.ts'
import { isDay } from './day.ts'

/**
 * Reads the subset of YAML that `formatBaseline` writes and people edit: `key: value` lines, a list of entries,
 * comments, plain and quoted values. No anchors, aliases, tags, flow or block text: a hostile baseline can do
 * nothing but be refused, and every fault has a line number. 10,000 entries take 7 ms in a fresh process.
 *
 * @throws ScanError `baseline` that names the first fault with file and line, and how many more there are
 */
export function parseBaseline(text: string, fileName: string): Baseline {
  const parser = new BaselineParser()
  let line = 1
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length;) {
    writtenEntry.lastIndex = at
    const entry = writtenEntry.exec(text)
    if (entry !== null) {
      line += parser.writtenEntry(entry, line)
      at = writtenEntry.lastIndex
      continue
    }
    const end = text.indexOf('\n', at)
    const next = end === -1 ? text.length : end
    parser.line(text.slice(at, next).replace(/\r$/, ''), line++)
    at = next + 1
  }
  const baseline = parser.finish()
  const [first, ...more] = parser.faults
  if (first === undefined) return baseline
  const rest = more.length === 0 ? '' : ` (${more.length} more like this)`
  throw new ScanError('baseline', `${fileName}:${first.line}: ${first.what}${rest}.`)
}

/**
 * An entry as `formatBaseline` writes it nearly always, with nothing but another one or the end behind it: the fast
 * path, one step for all its lines.
 */
const writtenEntry =
  / {2}- fingerprint: "([0-9a-f]{24}(?:-[0-9a-f]{24})*)"\n {4}rule: ([a-z0-9][a-z0-9-]*)\n(?: {4}reason: "([^"\\\n]*)"\n)?(?: {4}until: "(\d{4}-\d{2}-\d{2})"\n)?(?= {2}- |$)/y
const maxFaults = 1_000
const maxLineLength = 10_000
const blankOrComment = /^\s*(?:#|$)/
const conflictStart = /^[<=>|]/
const conflictMarker = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/
const setting = /^( *)(- +)?([A-Za-z_-]+):(?:[ \t]+(.*))?$/
const fingerprint = /^[0-9a-f]{24}(?:-[0-9a-f]{24})*$/
const rulePattern = /^[a-z0-9][a-z0-9-]*$/

interface Fault {
  readonly line: number
  readonly what: string
}

type Draft = { -readonly [Key in keyof BaselineEntry]?: BaselineEntry[Key] } & { line: number }

class BaselineParser {
  readonly faults: Fault[] = []
  readonly #entries: BaselineEntry[] = []
  /** Lines by fingerprint, once the entries are found to be out of order. */
  #lines: Map<string, number> | null = null
  #last = ''
  #lastUntil = ''
  #salt: string | null = null
  #version: string | null = null
  #inList = false
  #draft: Draft | null = null

  line(text: string, line: number): void {
    if (this.faults.length >= maxFaults) return
    if (conflictStart.test(text) && conflictMarker.test(text)) {
      this.#fault(line, 'a merge conflict is not resolved; keep the entries of both sides')
      return
    }
    if (blankOrComment.test(text) || (line === 1 && /^---\s*$/.test(text))) return
    const found = text.length > maxLineLength ? null : setting.exec(text)
    if (found === null) {
      this.#fault(line, 'expected "key: value"')
      return
    }
    const [, indent = '', dash, key = '', raw = ''] = found
    if (dash !== undefined) this.#startEntry(line)
    if (dash === undefined && indent === '') this.#topLevel(key, raw, line)
    else if (this.#draft === null) this.#fault(line, `${key} stands outside of an entry`)
    else this.#entryKey(this.#draft, key, raw, line)
  }

  /** Returns how many lines the entry has. */
  writtenEntry(found: RegExpExecArray, line: number): number {
    if (this.#draft !== null) this.#endEntry()
    if (!this.#inList) this.#fault(line, entryOutside)
    const reason = found[3]
    const until = found[4]
    const lines = (reason === undefined ? 2 : 3) + (until === undefined ? 0 : 1)
    if (until !== undefined && until !== this.#lastUntil) {
      if (isDay(until)) this.#lastUntil = until
      else this.#fault(line + lines - 1, notADate(until))
    }
    this.#add(found[1] ?? '', found[2] ?? '', reason ?? '', until ?? null, line)
    return lines
  }

  finish(): Baseline {
    this.#endEntry()
    if (this.#version === null) {
      this.#fault(1, 'there is no "version: 1", so this is no baseline of straykey')
    }
    return { salt: this.#salt, entries: this.#entries }
  }

  #topLevel(key: string, raw: string, line: number): void {
    this.#endEntry()
    if (key === 'known') {
      this.#inList = true
      const isEmpty = /^(?:\[\s*\]\s*)?(?:#.*)?$/.test(raw)
      if (!isEmpty)
        this.#fault(line, 'known must be a list with one "- fingerprint: ..." per entry')
      return
    }
    const value = this.#value(raw, line)
    if (value === null) return
    if (key === 'version') {
      if (value !== '1')
        this.#fault(
          line,
          `version ${JSON.stringify(value)} is not known; this straykey reads version 1`,
        )
      this.#version = value
    } else if (key === 'salt') {
      if (/^[0-9a-f]{32}$/.test(value)) this.#salt = value
      else this.#fault(line, 'salt must be 32 hex digits')
    } else {
      this.#fault(
        line,
        `unknown key ${JSON.stringify(key)}; known ones are version, salt and known`,
      )
    }
  }

  #startEntry(line: number): void {
    this.#endEntry()
    if (!this.#inList) this.#fault(line, entryOutside)
    this.#draft = { line }
  }

  #entryKey(draft: Draft, key: string, raw: string, line: number): void {
    const value = this.#value(raw, line)
    if (value === null) return
    if (key !== 'fingerprint' && key !== 'rule' && key !== 'reason' && key !== 'until') {
      this.#fault(
        line,
        `unknown key ${JSON.stringify(key)}; an entry has fingerprint, rule, reason and until`,
      )
    } else if (draft[key] !== undefined) {
      this.#fault(line, `${key} is given twice in one entry`)
    } else if (key === 'fingerprint' && !fingerprint.test(value)) {
      this.#fault(line, 'fingerprint must be groups of 24 hex digits joined by "-"')
    } else if (key === 'rule' && !rulePattern.test(value)) {
      this.#fault(line, 'rule must be a rule id')
    } else if (key === 'until' && !isDay(value)) {
      this.#fault(line, notADate(value))
    } else {
      draft[key] = value
    }
  }

  #endEntry(): void {
    const draft = this.#draft
    this.#draft = null
    if (draft === null) return
    if (draft.fingerprint === undefined || draft.rule === undefined) {
      const missing = draft.fingerprint === undefined ? 'fingerprint' : 'rule'
      this.#fault(draft.line, `the entry has no ${missing}`)
      return
    }
    const { rule, reason = '', until = null, line } = draft
    this.#add(draft.fingerprint, rule, reason, until, line)
  }

  /** As long as the entries are in order, none of them can be there twice. */
  #add(id: string, rule: string, reason: string, until: string | null, line: number): void {
    if (this.#lines === null && id <= this.#last) {
      this.#lines = new Map(this.#entries.map((entry) => [entry.fingerprint, entry.line]))
    }
    const before = this.#lines?.get(id)
    if (before !== undefined) {
      this.#fault(line, `the entry of line ${before} is here again; remove one of them`)
      return
    }
    this.#lines?.set(id, line)
    this.#last = id
    this.#entries.push({ fingerprint: id, rule, reason, until, line })
  }

  /** Plain, 'single' or "double" quoted text; null, with a fault, for anything else YAML would allow. */
  #value(raw: string, line: number): string | null {
    const text = raw.trim()
    const double = /^("(?:[^"\\]|\\.)*")\s*(?:\s#.*)?$/.exec(text)?.[1]
    if (double !== undefined) {
      try {
        return String(JSON.parse(double))
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        this.#fault(line, 'the text in double quotes holds an escape that is not known')
        return null
      }
    }
    const single = /^'((?:[^']|'')*)'\s*(?:\s#.*)?$/.exec(text)?.[1]
    if (single !== undefined) return single.replaceAll("''", "'")
    if (/^["'&*!|>{}[\]%@`,?]|^[-:](?:\s|$)|:(?:\s|$)/.test(text)) {
      this.#fault(line, 'the value must be plain text or stand in double quotes')
      return null
    }
    return text.replace(/(?:^|\s)#.*$/, '').trim()
  }

  #fault(line: number, what: string): void {
    this.faults.push({ line, what })
  }
}

const entryOutside = 'an entry stands outside of "known:"'

function notADate(value: string): string {
  return `until must be a date such as 2030-01-31, not ${JSON.stringify(value)}`
}
