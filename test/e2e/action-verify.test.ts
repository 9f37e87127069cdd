import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { startGitHub } from '../action/github-server.ts'
import { runAction, token } from '../action/run-action.ts'
import { leak, openPull } from '../action/scenes.ts'
import { binancePair } from '../helpers/binance.ts'
import { listen, type Loopback } from '../verify/loopback.ts'
import { checkHmac, serveBinance } from '../verify/vendors/binance.ts'

const detour = fileURLToPath(new URL('../helpers/vendor-detour.cjs', import.meta.url))

/** For runs whose requests to the vendor end at a loopback server. */
function detoured(server: Loopback): Record<string, string> {
  const hosts = ['api.binance.com', 'api.binance.us', 'testnet.binance.vision']
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(detour)}`,
    VENDOR_DETOUR: hosts.map((host) => `${host}=${server.origin}`).join(' '),
  }
}

/** Knows one pair, which may trade, and denies all others. */
function serve(seed: string): Promise<Loopback> {
  const pair = binancePair(seed)
  return listen(serveBinance({ parts: pair, rights: 'trade' }, checkHmac(pair.secret)))
}

describe('verify', () => {
  test('asks the vendor about each new credential and shows what it says everywhere', async () => {
    await using scene = await openPull({}, [
      { 'live.env': leak('alive') },
      { 'old.env': leak('unknown to the vendor') },
    ])
    await using github = await startGitHub({ token })
    await using vendor = await serve('alive')
    const run = await runAction(
      await scene.run(github.url, { inputs: { verify: 'true' }, env: detoured(vendor) }),
    )
    expect(run.log).toContain('Asking Binance about 2 credentials.')
    expect(run).toMatchObject({ code: 1, outputs: { findings: '2', new: '2' } })
    const [comment] = github.comments
    for (const text of [run.summary, comment!.body]) {
      expect(text.match(/\*\*LIVE\*\*/g)).toHaveLength(1)
      // The live one is the worse.
      expect(text.indexOf('live.env')).toBeGreaterThan(-1)
      expect(text.indexOf('live.env')).toBeLessThan(text.indexOf('old.env'))
    }
    expect(run.summary).toContain('can trade')
    expect(vendor.requests.length).toBeGreaterThan(0)
    expect(vendor.requests.every(({ method }) => method === 'GET')).toBe(true)
    const { key, secret } = binancePair('alive')
    expect(vendor.requests.some(({ headers }) => headers['x-mbx-apikey'] === key)).toBe(true)
    for (const text of [run.log, run.summary, comment!.body]) {
      expect(text).not.toContain(key)
      expect(text).not.toContain(secret)
      expect(text).not.toContain(token)
    }
    expect(github.faults).toEqual([])
  })

  test('keeps the result of the scan when the vendor answers nothing of use', async () => {
    await using scene = await openPull({}, [{ 'a.env': leak('no answer') }])
    await using vendor = await listen(() => ({ status: 500, text: '<html>' }))
    const inputs = { verify: 'true', comment: 'false' }
    const run = await runAction(await scene.run(undefined, { inputs, env: detoured(vendor) }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(vendor.requests.length).toBeGreaterThan(0)
  })

  test('sends nothing unless it is asked for', async () => {
    await using scene = await openPull({}, [{ 'a.env': leak('not asked') }])
    await using vendor = await serve('not asked')
    const inputs = { comment: 'false' }
    const run = await runAction(await scene.run(undefined, { inputs, env: detoured(vendor) }))
    expect(run).toMatchObject({ code: 1, outputs: { new: '1' } })
    expect(vendor.requests).toEqual([])
  })

  test('a host that is not among the detours would be noticed', async () => {
    await using scene = await openPull({}, [{ 'a.env': leak('elsewhere') }])
    await using vendor = await serve('elsewhere')
    const env = { ...detoured(vendor), VENDOR_DETOUR: `example.org=${vendor.origin}` }
    const inputs = { verify: 'true', comment: 'false' }
    const run = await runAction(await scene.run(undefined, { inputs, env }))
    expect(run.code).toBe(97)
    expect(run.log).toContain('there is no way to api.binance.com')
  })
})
