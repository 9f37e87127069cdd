import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { webcrypto } from 'node:crypto'

export interface Seen {
  readonly method: string
  readonly path: string
  /** Undecoded, without the `?`. */
  readonly rawQuery: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Record<string, string>
}

export type Handler = (seen: Seen) => Reply | Promise<Reply>
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface Loopback extends AsyncDisposable {
  readonly origin: string
  readonly requests: Seen[]
  /** The most requests that were ever under way at once. */
  readonly peak: () => number
}

/** A real HTTP server on a free loopback port. */
export async function listen(handle: Handler): Promise<Loopback> {
  const requests: Seen[] = []
  let open = 0
  let peak = 0
  const server = await listenRaw((request, response) => {
    peak = Math.max(peak, ++open)
    void answer(request, response, handle, requests).finally(() => open--)
  })
  return { ...server, requests, peak: () => peak }
}

export async function listenRaw(handle: RawHandler): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Handler,
  requests: Seen[],
): Promise<void> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const seen: Seen = {
    method: request.method ?? '',
    path: url.pathname,
    rawQuery: url.search.slice(1),
    query: url.searchParams,
    headers: request.headers,
    body,
  }
  requests.push(seen)
  const reply = await handle(seen)
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
  response.end(reply.text ?? JSON.stringify(reply.json ?? {}))
}

/** HMAC by WebCrypto: another implementation than the one under test. */
export async function mac(
  hash: 'SHA-256' | 'SHA-512',
  key: string | Uint8Array,
  text: string | Uint8Array,
  encoding: 'hex' | 'base64',
): Promise<string> {
  const raw = await webcrypto.subtle.importKey(
    'raw',
    Buffer.from(key as string),
    { name: 'HMAC', hash },
    false,
    ['sign'],
  )
  const signed = await webcrypto.subtle.sign('HMAC', raw, Buffer.from(text as string))
  return Buffer.from(signed).toString(encoding)
}

export async function digest(hash: 'SHA-256' | 'SHA-512', text: string): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.digest(hash, Buffer.from(text)))
}

export function header(seen: Seen, name: string): string {
  const value = seen.headers[name]
  return typeof value === 'string' ? value : ''
}
