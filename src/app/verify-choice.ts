import type { Finding } from '../model/finding.ts'
import type { RuleSpec } from '../model/rule.ts'
import { verifiers } from '../verify/registry.ts'

/** Binance.US by any of the names it goes by, in a path or in the lines around. */
const namesUs = /binance[._-]?us(?![a-z])/i
const placesRead = 20

/**
 * The verifier for a finding, by its rule; where what stands around says that it is for a test network or a sister
 * site, that site's own. Empty when there is none.
 */
export function verifierOf(finding: Finding, rules: ReadonlyMap<string, RuleSpec>): string {
  const rule = rules.get(finding.rule)
  if (rule === undefined || rule.verify === '' || !verifiers.has(rule.verify)) return ''
  const testnet = `${rule.verify}-testnet`
  if (isForTestnet(finding, rule) && verifiers.has(testnet)) return testnet
  const us = `${rule.verify}-us`
  return verifiers.has(us) && namesUsSite(finding) ? us : rule.verify
}

/** The verifier that asks every site of the same vendor. */
export function generalVerifier(name: string): string {
  return name.replace(/-(?:testnet|us)$/, '')
}

/** A finding keeps of a test network's words only what they do: the lower severity. */
function isForTestnet({ severity }: Finding, rule: RuleSpec): boolean {
  const { testnetSeverity } = rule
  if (testnetSeverity === null || severity !== testnetSeverity) return false
  return [rule.severity, ...rule.pair.map((pair) => pair.severity)].every(
    (usual) => usual !== testnetSeverity,
  )
}

function namesUsSite({ occurrences }: Finding): boolean {
  return occurrences
    .slice(0, placesRead)
    .some(({ path, frame }) => [path, ...(frame?.lines ?? [])].some((text) => namesUs.test(text)))
}
