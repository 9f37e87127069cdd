import { parse } from 'yaml'
import { readFileSync, readdirSync } from 'node:fs'
import { assess, compileRules, createScratch, judgePath } from '../../src/detect/index.ts'
import type { Engine, ScanOutcome, Scratch } from '../../src/detect/index.ts'
import type { Hit } from '../../src/model/hit.ts'
import type { RuleSpec } from '../../src/model/rule.ts'
import { parseRules } from '../../src/rules/parse.ts'

const folder = new URL('../../rules/', import.meta.url)

/** The packs as they are on disk: tests of detection do not depend on a build. */
export function readPacks(): RuleSpec[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'documented-examples.yaml')
    .flatMap((name) => {
      const data: unknown = parse(readFileSync(new URL(name, folder), 'utf8'))
      return [...parseRules(data, { file: name }).rules]
    })
}

/** An engine with its scratch, and the few questions tests ask of them. */
export interface Detector {
  readonly engine: Engine
  readonly scratch: Scratch
  scan(text: string | Uint8Array): ScanOutcome
  /** `rule confidence` of each hit, in order of place, at low confidence and above. */
  say(text: string | Uint8Array, path?: string): string[]
}

export function createDetector(rules: readonly RuleSpec[] = readPacks()): Detector {
  const engine = compileRules(rules)
  const scratch = createScratch(engine, null)
  const scan = (text: string | Uint8Array): ScanOutcome => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    return engine.scan({ bytes, windows: null, windowCount: 0, kind: 'file' }, scratch)
  }
  const say = (text: string | Uint8Array, path = ''): string[] =>
    scan(text).hits.flatMap((hit) =>
      describe(engine, path === '' ? hit : judged(engine, hit, path)),
    )
  return { engine, scratch, scan, say }
}

function ruleOf(engine: Engine, hit: Hit): RuleSpec {
  return engine.rules[engine.ruleIndex.get(hit.rule)!]!
}

function judged(engine: Engine, hit: Hit, path: string): Hit {
  return judgePath(hit, ruleOf(engine, hit), path)
}

function describe(engine: Engine, hit: Hit): string[] {
  const { confidence } = assess(hit, ruleOf(engine, hit))
  return confidence === null ? [] : [`${hit.parts.map(({ rule }) => rule).join('+')} ${confidence}`]
}
