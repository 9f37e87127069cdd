import { expect, test } from 'vitest'
import type { Verdict } from '../../src/model/verdict.ts'
import { dead, unknown } from '../../src/verify/outcome.ts'
import { askSites } from '../../src/verify/sites.ts'

const none = dead('no-such-key', 'no such key')
const live: Verdict = { state: 'live', permissions: [], detail: '' }

async function ask(...verdicts: Verdict[]): Promise<{ verdict: Verdict; asked: string[] }> {
  const asked: string[] = []
  const sites = verdicts.map((_, at) => `site-${at}`)
  const verdict = await askSites(sites, async (site) => {
    asked.push(site)
    return verdicts[asked.length - 1]!
  })
  return { verdict, asked }
}

test('stops at the site that knows the key', async () => {
  expect(await ask(none, live, live)).toEqual({ verdict: live, asked: ['site-0', 'site-1'] })
})

test('is dead when every site says that there is no such key', async () => {
  const { verdict, asked } = await ask(none, none, none)
  expect(verdict).toMatchObject({ state: 'dead', reason: 'no-such-key' })
  expect(verdict.detail).toContain('site-0, site-1, site-2')
  expect(asked).toHaveLength(3)
})

test('is unknown when one of them could not tell', async () => {
  const doubt = unknown('rejected', 'for one of three reasons')
  expect((await ask(none, doubt, none)).verdict).toBe(doubt)
})

test('an expired key is dead at the site that knew it', async () => {
  const expired = dead('expired', '')
  expect((await ask(expired, live)).verdict).toBe(expired)
})
