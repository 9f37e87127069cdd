import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'

/** Ids of rules whose findings may have a public address; `public-identity.ts` decides. */
const walletRule = /private-key|wallet|mnemonic|wif|key-pair/

/** Wallet keys are rare, and what derives their addresses is not loaded for others. */
export async function addAddresses(result: ScanResult): Promise<ScanResult> {
  const isWallet = ({ rule }: Finding): boolean => walletRule.test(rule)
  if (!result.findings.some(isWallet)) return result
  const { addPublicIdentities } = await import('./public-identity.ts')
  return addPublicIdentities(result)
}
