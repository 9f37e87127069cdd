import { Secret, type SecretRole } from '../../src/model/secret.ts'
import type { FindingSecret } from '../../src/model/finding.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { parseApiBases } from '../../src/verify/api-base.ts'
import { VerifyClient, type ClientOptions } from '../../src/verify/client.ts'
import { verifiers } from '../../src/verify/registry.ts'
import { verifySecrets } from '../../src/verify/verify-findings.ts'
import { listen } from './loopback.ts'
import type { Account, PartValues, Vendor } from './vendors/vendor.ts'

export function secretsOf(parts: PartValues): FindingSecret[] {
  return Object.entries(parts).map(([role, value]) => {
    const secret = new Secret(value, role as SecretRole, role === 'passphrase')
    return { role: role as SecretRole, masked: secret.masked, fingerprint: `fp-${role}`, secret }
  })
}

/** Checks `parts` with `verifier` at `origin`; short pauses, so that tests need not wait. */
export async function askAt(
  origin: string,
  verifier: string,
  parts: PartValues,
  options: ClientOptions & { signal?: AbortSignal } = {},
): Promise<Verdict> {
  const apiBases = parseApiBases([`${verifier}=${origin}`], [...verifiers.keys()])
  const client = new VerifyClient({ backoffMs: 5, timeoutMs: 5_000, ...options, apiBases })
  const found = verifiers.get(verifier)
  if (!found) throw new Error(`no verifier ${verifier}`)
  const verdict = await verifySecrets(found, secretsOf(parts), client, options.signal)
  const said = JSON.stringify(verdict)
  for (const value of Object.values(parts)) {
    if (said.includes(value)) throw new Error(`the verdict of ${verifier} holds a secret`)
  }
  return verdict
}

/** Starts a simulated vendor with `account` on file and checks `parts` there. */
export async function askVendor(
  vendor: Vendor,
  account: Account,
  parts: PartValues = account.parts,
): Promise<Verdict> {
  await using server = await listen(vendor.serve(account))
  // Awaited here: the server closes when this block ends.
  return await askAt(server.origin, vendor.verifier, parts)
}
