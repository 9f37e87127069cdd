import type { Verdict } from '../model/verdict.ts'
import { dead } from './outcome.ts'

/**
 * Asks one vendor's sites in turn. Keys of the global site, of its regional sisters and of the testnet look alike and
 * are unknown to each other, so a key is dead only when every site says that there is none such.
 */
export async function askSites(
  sites: readonly string[],
  ask: (site: string) => Promise<Verdict>,
): Promise<Verdict> {
  for (const site of sites) {
    const verdict = await ask(site)
    if (verdict.state !== 'dead' || verdict.reason !== 'no-such-key') return verdict
  }
  return dead('no-such-key', `unknown to ${sites.join(', ')}: deleted`)
}
