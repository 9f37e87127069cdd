import { describe, expect, test } from 'vitest'
import { seeded } from '../helpers/seeded.ts'
import { askAt } from './ask.ts'
import { listen, listenRaw } from './loopback.ts'
import { vendors } from './vendors/all.ts'

const rng = seeded('faults')

describe.for(vendors)('$verifier: a fault on the way is no verdict', (vendor) => {
  const { verifier } = vendor
  const own = vendor.parts(rng)

  test.for([200, 403])('HTML instead of JSON (%d)', async (status) => {
    const html = `<html><title>Attention required</title>${JSON.stringify(own)}</html>`
    await using server = await listen(() => ({ status, text: html }))
    expect(await askAt(server.origin, verifier, own)).toMatchObject({
      state: 'unknown',
      reason: 'not-json',
    })
  })

  test.for([
    [451, 'region'],
    [500, 'server-error'],
    [503, 'server-error'],
  ] as const)('%d is %s', async ([status, reason]) => {
    await using server = await listen(() => ({ status, json: { code: 0, msg: '' } }))
    expect(await askAt(server.origin, verifier, own)).toMatchObject({ state: 'unknown', reason })
  })

  test.for([301, 302, 307, 308])('a redirect to another host is refused (%d)', async (status) => {
    await using elsewhere = await listen(() => ({ status: 200 }))
    const location = `${elsewhere.origin}/collect`
    await using server = await listen(() => ({ status, headers: { location } }))
    const verdict = await askAt(server.origin, verifier, own)
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'redirected' })
    expect(verdict.detail).toContain('redirected to another host, refused')
    expect(elsewhere.requests).toEqual([])
    expect(server.requests).toHaveLength(1)
  })

  test('an oversized body is cut off', async () => {
    let sent = 0
    await using server = await listenRaw((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const chunk = Buffer.alloc(64 * 1024, ' ')
      const pour = (): void => {
        while (!response.destroyed && sent < 1e9 && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', pour)
      pour()
    })
    expect(await askAt(server.origin, verifier, own)).toMatchObject({
      state: 'unknown',
      reason: 'too-large',
    })
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  test('a connection reset', async () => {
    await using server = await listenRaw((request) => request.socket.resetAndDestroy())
    expect(await askAt(server.origin, verifier, own)).toMatchObject({
      state: 'unknown',
      reason: 'network',
    })
  })

  test('a connection cut in the middle of the body', async () => {
    await using server = await listenRaw((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"code":0,')
      setTimeout(() => response.destroy(), 10)
    })
    expect(await askAt(server.origin, verifier, own)).toMatchObject({
      state: 'unknown',
      reason: 'network',
    })
  })

  test('silence', async () => {
    await using server = await listenRaw(() => undefined)
    const verdict = await askAt(server.origin, verifier, own, { timeoutMs: 50 })
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'timeout' })
  })

  test.for([418, 429])('asked to wait for long (%d), it does not', async (status) => {
    const headers = { 'retry-after': '3600' }
    await using server = await listen(() => ({ status, headers, text: '' }))
    const verdict = await askAt(server.origin, verifier, own)
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'rate-limited' })
    expect(verdict.detail).toContain('3600 s')
    expect(server.requests).toHaveLength(1)
  })

  test('a part that no header may hold is not sent', async () => {
    await using server = await listen(() => ({ status: 200 }))
    const [role] = Object.keys(own)
    const broken = { ...own, [role!]: `${rng.base62(20)}\r\nx-injected: 1` }
    const verdict = await askAt(server.origin, verifier, broken)
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'malformed' })
    expect(server.requests).toEqual([])
  })
})
