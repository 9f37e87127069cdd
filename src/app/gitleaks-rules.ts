import { dirname, isAbsolute, join } from 'node:path'
import type { AllowSpec, RuleSpec } from '../model/rule.ts'
import { parseGitleaks, type GitleaksConfig } from '../rules/gitleaks.ts'
import type { Diagnostic } from '../rules/index.ts'

/** As gitleaks itself: a configuration may extend one that extends one. */
const maxExtended = 2

export interface AddedRules {
  readonly diagnostics: readonly Diagnostic[]
  readonly warnings: readonly Diagnostic[]
}

/**
 * Adds the rules of a gitleaks configuration, and of those it extends, to `rules`. `useDefault` stands for the
 * built-in packs: then its allow lists hold for them too.
 *
 * @param read reads an extended configuration; null where none may be read
 */
export function addGitleaks(
  rules: Map<string, RuleSpec>,
  file: string,
  text: string,
  read: ((path: string) => string) | null,
): AddedRules {
  const diagnostics: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  const chain = readChain(file, text, read, diagnostics, warnings)
  const builtin = [...rules.values()]
  const own = new Map<string, RuleSpec>()
  for (const { file: from, config } of chain) {
    const tell = (reason: string): void => {
      warnings.push({ file: from, line: 0, field: 'extend', reason })
    }
    const { useDefault, disabledRules } = config.extend
    if (useDefault) tell('gitleaks’ default rules are not bundled; the built-in rules stand in')
    for (const rule of config.rules) {
      const known =
        own.get(rule.spec?.id ?? rule.id) ?? (useDefault ? rules.get(rule.id) : undefined)
      const base = rule.spec ?? known
      if (base === undefined) continue
      own.set(base.id, { ...base, ...joinAllow([...(known?.allow ?? []), ...rule.allow]) })
    }
    for (const id of disabledRules) {
      const isKnown = own.delete(id) || (useDefault && rules.delete(id))
      if (!isKnown) tell(`disabledRules names ${id}, which is no rule here`)
    }
    const targets = useDefault ? [...builtin, ...own.values()] : [...own.values()]
    for (const target of targets) {
      const current = own.get(target.id) ?? rules.get(target.id)
      const allow = config.allow.filter((list) => applies(list.rules, target.id))
      if (current === undefined || allow.length === 0) continue
      const changed = { ...current, ...joinAllow([...(current.allow ?? []), ...allow]) }
      if (own.has(target.id)) own.set(target.id, changed)
      else rules.set(target.id, changed)
    }
  }
  for (const [id, rule] of own) rules.set(id, rule)
  return { diagnostics, warnings }
}

function applies(targets: readonly string[], id: string): boolean {
  return targets.length === 0 || targets.includes(id)
}

function joinAllow(allow: readonly AllowSpec[]): Pick<RuleSpec, 'allow'> {
  return allow.length === 0 ? {} : { allow }
}

/** The extended configuration first. */
function readChain(
  file: string,
  text: string,
  read: ((path: string) => string) | null,
  diagnostics: Diagnostic[],
  warnings: Diagnostic[],
): { file: string; config: GitleaksConfig }[] {
  const chain: { file: string; config: GitleaksConfig }[] = []
  let next: { file: string; text: string } | null = { file, text }
  for (let depth = 0; next !== null; depth++) {
    const config = parseGitleaks(next.text, next.file)
    diagnostics.push(...config.diagnostics)
    warnings.push(...config.warnings)
    chain.unshift({ file: next.file, config })
    const { path } = config.extend
    if (path === null) break
    const from: string = next.file
    if (read === null || depth >= maxExtended) {
      const reason =
        read === null
          ? `${path} is not read from here; name it with the rules, before this file`
          : `more than ${maxExtended} configurations extend each other`
      diagnostics.push({ file: from, line: 0, field: 'extend.path', reason })
      break
    }
    const named = isAbsolute(path) ? path : join(dirname(from), path)
    next = { file: named, text: read(named) }
  }
  return chain
}
