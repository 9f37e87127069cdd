import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** The browser of the machine, or null where there is none. */
export const chromiumPath: string | null =
  [
    process.env['CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((file) => file !== undefined && existsSync(file)) ?? null

type Params = Readonly<Record<string, unknown>>

export interface CdpEvent {
  readonly method: string
  readonly params: Params
}

/** One tab of a real headless browser, spoken to by the DevTools protocol over a pipe. */
export interface Tab extends AsyncDisposable {
  /** Everything the tab reported since it opened: console calls, exceptions, requests. */
  readonly events: readonly CdpEvent[]
  send(method: string, params?: Params): Promise<Record<string, unknown>>
  /** The JSON value of an expression; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>
  /** Loads an address and waits for its load event. */
  open(address: string): Promise<void>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-pipe',
]

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Params
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

type Waiter = (message: Message) => void

export async function openTab(): Promise<Tab> {
  if (chromiumPath === null) throw new Error('no Chromium on this machine')
  const profile = mkdtempSync(path.join(tmpdir(), 'straykey-chromium-'))
  const browser = spawn(chromiumPath, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that its helpers end with it: they write to the profile.
    detached: true,
  })
  const events: CdpEvent[] = []
  const waiters = new Map<number, Waiter>()
  listen(browser.stdio[4] as Readable, (message) => {
    if (message.id !== undefined) waiters.get(message.id)?.(message)
    else if (message.method !== undefined) {
      events.push({ method: message.method, params: message.params ?? {} })
    }
  })
  let lastId = 0
  const ask = (method: string, params: Params, sessionId?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const id = ++lastId
      waiters.set(id, ({ error, result }) => {
        waiters.delete(id)
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result ?? {})
      })
      const text = JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })
      ;(browser.stdio[3] as Writable).write(`${text}\0`)
    })
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true })
  const send = (method: string, params: Params = {}) => ask(method, params, String(sessionId))
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await send(`${domain}.enable`)
  return {
    events,
    send,
    evaluate: async <T>(expression: string) => {
      const answer = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })
      if (answer['exceptionDetails']) throw new Error(JSON.stringify(answer['exceptionDetails']))
      return (answer['result'] as { value: T }).value
    },
    open: async (address) => {
      const before = loads(events)
      await send('Page.navigate', { url: address })
      while (loads(events) === before) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    [Symbol.asyncDispose]: () => close(browser, profile),
  }
}

function loads(events: readonly CdpEvent[]): number {
  return events.filter((event) => event.method === 'Page.loadEventFired').length
}

/** Messages are JSON texts that end in a zero byte. */
function listen(stream: Readable, onMessage: (message: Message) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) onMessage(JSON.parse(part) as Message)
  })
}

async function close(browser: ChildProcess, profile: string): Promise<void> {
  const ended = new Promise((resolve) => browser.once('exit', resolve))
  process.kill(-browser.pid!, 'SIGKILL')
  await ended
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}
