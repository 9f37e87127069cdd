import { createHook } from 'node:async_hooks'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseApiBases } from '../../src/verify/api-base.ts'
import { VerifyClient, type ClientOptions, type ExchangeEntry } from '../../src/verify/client.ts'
import type { Http, Outgoing, Verifier } from '../../src/verify/verifier.ts'
import { seeded } from '../helpers/seeded.ts'
import { listen, listenRaw } from './loopback.ts'

const rng = seeded('client')
const host = 'api.vendor.example'
const get = (): Outgoing => ({ method: 'GET', path: '/' })

function verifierNamed(name: string): Verifier {
  const verify: Verifier['verify'] = () => Promise.reject(new Error('not asked'))
  return { name, vendor: name, needs: [['key']], hosts: [host], verify }
}

function connect(origin: string, options: ClientOptions = {}, name = 'one'): Http {
  const apiBases = parseApiBases([`${name}=${origin}`], [name])
  return new VerifyClient({ backoffMs: 5, ...options, apiBases }).for(verifierNamed(name))
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('where it may go', () => {
  test('no host but those of the verifier', async () => {
    const http = new VerifyClient().for(verifierNamed('one'))
    for (const other of [
      'collector.example',
      'vendor.example',
      'localhost',
      `${host}.evil.example`,
    ]) {
      await expect(http.send(other, get, undefined)).rejects.toMatchObject({
        reason: 'refused-host',
      })
    }
  })

  test('with --api-base, to that origin and no other', async () => {
    await using server = await listen(() => ({ status: 200 }))
    const http = connect(server.origin)
    expect(http.sites([host, 'second.example'])).toEqual([host])
    await http.send(host, get, undefined)
    await expect(http.send('second.example', get, undefined)).rejects.toMatchObject({
      reason: 'refused-host',
    })
    expect(server.requests).toHaveLength(1)
  })

  test.for([
    'one',
    'other=https://a.example',
    'one=',
    'one=http://a.example',
    'one=http://127.0.0.1.a.example',
    'one=http://10.0.0.1',
    'one=ftp://127.0.0.1',
    'one=https://user:pw@a.example',
    'one=https://a.example/path',
    'one=https://a.example/?q=1',
  ])('--api-base %s is refused', (value) => {
    expect(() => parseApiBases([value], ['one'])).toThrow(/--api-base/)
  })

  test.for([
    'one=https://a.example',
    'one=http://127.0.0.1:81',
    'one=http://localhost:81',
    'one=http://[::1]:81',
  ])('--api-base %s is taken', (value) => {
    expect(parseApiBases([value], ['one']).get('one')?.origin).toBe(value.slice(4))
  })

  test('an error repeats nothing of the value: it may hold a password', () => {
    const password = rng.base62(20)
    const parse = (): unknown => parseApiBases([`one=http://u:${password}@a.example`], ['one'])
    expect(parse).toThrow(/https/)
    expect(parse).not.toThrow(new RegExp(password))
  })

  test.for(['//evil.example/', 'evil', '/a b', '/a\r\nx: y', '/ü'])(
    'path %j is not sent',
    async (path) => {
      await using server = await listen(() => ({ status: 200 }))
      const http = connect(server.origin)
      const sent = http.send(host, () => ({ method: 'GET', path }), undefined)
      await expect(sent).rejects.toMatchObject({ reason: 'malformed' })
      expect(server.requests).toEqual([])
    },
  )

  test('https is never talked down to http', async () => {
    await using server = await listen(() => ({ status: 200 }))
    const http = connect(server.origin.replace('http:', 'https:'))
    await expect(http.send(host, get, undefined)).rejects.toMatchObject({ reason: 'network' })
    expect(server.requests).toEqual([])
  })

  test('a redirect within the host is refused too', async () => {
    await using server = await listen(() => ({ status: 302, headers: { location: '/login' } }))
    await expect(connect(server.origin).send(host, get, undefined)).rejects.toMatchObject({
      reason: 'redirected',
      message: expect.stringContaining('another page') as string,
    })
    expect(server.requests).toHaveLength(1)
  })

  test('a proxy of the environment is not used, and named when the way is blocked', async () => {
    await using proxy = await listen(() => ({ status: 200 }))
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy']) {
      vi.stubEnv(name, proxy.origin)
    }
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    let gone = ''
    {
      await using server = await listen(() => ({ status: 200 }))
      gone = server.origin
      expect(await connect(server.origin).send(host, get, undefined)).toMatchObject({ status: 200 })
    }
    await expect(connect(gone).send(host, get, undefined)).rejects.toMatchObject({
      reason: 'network',
      message: expect.stringMatching(/ECONNREFUSED.*proxy is set.*connect directly/) as string,
    })
    expect(proxy.requests).toEqual([])
  })
})

describe('how it asks', () => {
  test('one request in flight per host, whoever asks', async () => {
    await using server = await listen(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { status: 200 }
    })
    const names = ['one', 'two']
    const apiBases = parseApiBases(
      names.map((name) => `${name}=${server.origin}`),
      names,
    )
    const client = new VerifyClient({ apiBases })
    const askers = names.map((name) => client.for(verifierNamed(name)))
    await Promise.all(
      askers.flatMap((http) => Array.from({ length: 4 }, () => http.send(host, get, undefined))),
    )
    expect(server.requests).toHaveLength(8)
    expect(server.peak()).toBe(1)
  })

  test('two hosts side by side', async () => {
    // Each server answers only when both have been asked.
    let release = (): void => undefined
    const both = new Promise<void>((resolve) => (release = resolve))
    let asked = 0
    const wait = async (): Promise<{ status: number }> => {
      if (++asked === 2) release()
      await both
      return { status: 200 }
    }
    await using first = await listen(wait)
    await using second = await listen(wait)
    const apiBases = parseApiBases([`one=${first.origin}`, `two=${second.origin}`], ['one', 'two'])
    const client = new VerifyClient({ apiBases, timeoutMs: 5_000 })
    const answers = await Promise.all(
      ['one', 'two'].map((name) => client.for(verifierNamed(name)).send(host, get, undefined)),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })

  test('a request is built, and so signed, when its turn has come', async () => {
    const events: string[] = []
    await using server = await listen(() => {
      events.push('answered')
      return { status: 200 }
    })
    const http = connect(server.origin)
    const send = (name: string): Promise<unknown> =>
      http.send(host, () => (events.push(`built ${name}`), get()), undefined)
    await Promise.all([send('first'), send('second')])
    expect(events).toEqual(['built first', 'answered', 'built second', 'answered'])
  })

  test('logs host, status and time; no path, query or header', async () => {
    await using server = await listen(() => ({ status: 200 }))
    const secret = rng.base62(32)
    const entries: ExchangeEntry[] = []
    const http = connect(server.origin, { onExchange: (entry) => entries.push(entry) })
    await http.send(
      host,
      () => ({ method: 'GET', path: `/${secret}`, query: `s=${secret}`, headers: { key: secret } }),
      undefined,
    )
    expect(entries).toEqual([
      { verifier: 'one', host: new URL(server.origin).host, status: 200, ms: expect.any(Number) },
    ])
  })
})

describe('when the host is busy', () => {
  test.for([
    [429, '0'],
    [418, '0'],
    [429, new Date(0).toUTCString()],
    [429, undefined],
    [429, 'soon'],
  ] as const)('asks again after %d with Retry-After %s', async ([status, after]) => {
    const replies = [status, status, 200]
    await using server = await listen(() => ({
      status: replies.shift()!,
      ...(after !== undefined && { headers: { 'retry-after': after } }),
    }))
    expect(await connect(server.origin).send(host, get, undefined)).toMatchObject({ status: 200 })
    expect(server.requests).toHaveLength(3)
  })

  test('gives up after the third refusal', async () => {
    await using server = await listen(() => ({ status: 429 }))
    await expect(connect(server.origin).send(host, get, undefined)).rejects.toMatchObject({
      reason: 'rate-limited',
    })
    expect(server.requests).toHaveLength(3)
  })

  test('keeps away for all askers until the pause is over', async () => {
    let now = 1_700_000_000_000
    const replies = [{ status: 418, headers: { 'retry-after': '120' } }]
    await using server = await listen(() => replies.shift() ?? { status: 200 })
    const http = connect(server.origin, { now: () => now })
    const limited = { reason: 'rate-limited' }
    await expect(http.send(host, get, undefined)).rejects.toMatchObject(limited)
    now += 119_000
    await expect(http.send(host, get, undefined)).rejects.toMatchObject(limited)
    expect(server.requests).toHaveLength(1)
    now += 2_000
    expect(await http.send(host, get, undefined)).toMatchObject({ status: 200 })
  })
})

describe('when it is told to stop', () => {
  test('before, during, while waiting for its turn and during a pause', async () => {
    const stopped = { reason: 'aborted' }
    await using silent = await listenRaw(() => undefined)
    await expect(connect(silent.origin).send(host, get, AbortSignal.abort())).rejects.toMatchObject(
      stopped,
    )
    const stop = new AbortController()
    const http = connect(silent.origin)
    const sent = [http.send(host, get, stop.signal), http.send(host, get, stop.signal)]
    setTimeout(() => stop.abort(), 20)
    for (const one of sent) await expect(one).rejects.toMatchObject(stopped)

    const pauseStop = new AbortController()
    await using busy = await listen(() => {
      setTimeout(() => pauseStop.abort(), 20)
      return { status: 429, headers: { 'retry-after': '9' } }
    })
    await expect(connect(busy.origin).send(host, get, pauseStop.signal)).rejects.toMatchObject(
      stopped,
    )
  })

  test('a body that drips is cut by the time-out of the whole exchange', async () => {
    await using server = await listenRaw((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 5)
      response.on('close', () => clearInterval(drip))
    })
    await expect(
      connect(server.origin, { timeoutMs: 60 }).send(host, get, undefined),
    ).rejects.toMatchObject({ reason: 'timeout' })
  })
})

describe('loading the modules', () => {
  const network = new Set([
    'TCPWRAP',
    'TCPCONNECTWRAP',
    'TCPSERVERWRAP',
    'TLSWRAP',
    'UDPWRAP',
    'GETADDRINFOREQWRAP',
    'QUERYWRAP',
  ])

  async function socketsOpenedBy(act: () => Promise<unknown>): Promise<string[]> {
    const opened: string[] = []
    const hook = createHook({
      init: (_id, type) => {
        if (network.has(type)) opened.push(type)
      },
    })
    hook.enable()
    await act()
    await new Promise((resolve) => setImmediate(resolve))
    hook.disable()
    return opened
  }

  test('opens no socket and looks up no name', async () => {
    vi.resetModules()
    const opened = await socketsOpenedBy(async () => {
      const { verifyFindings } = await import('../../src/verify/verify-findings.ts')
      const { VerifyClient: Fresh } = await import('../../src/verify/client.ts')
      new Fresh().for(verifierNamed('one'))
      for await (const verified of verifyFindings([], { verifierOf: () => 'binance' })) {
        throw new Error(`nothing was asked, and yet: ${verified.id}`)
      }
    })
    expect(opened).toEqual([])
  })

  test('a socket would have been seen', async () => {
    await using server = await listen(() => ({ status: 200 }))
    const opened = await socketsOpenedBy(() => connect(server.origin).send(host, get, undefined))
    expect(opened).toContain('TCPCONNECTWRAP')
  })
})
