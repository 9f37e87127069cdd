import type { IncomingMessage } from 'node:http'
import { HttpFailure } from './failure.ts'
import type { Answer, Outgoing } from './verifier.ts'

export interface ExchangeLimits {
  /** For the whole exchange, from look-up to the last byte. */
  readonly timeoutMs: number
  readonly maxBodyBytes: number
}

const visibleAscii = /^[\x21-\x7e]+$/
const headerValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

/**
 * One request and its answer. Redirects come back as what they are; proxies are never used (`agent: false` knows
 * none); certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export async function exchange(
  origin: URL,
  outgoing: Outgoing,
  limits: ExchangeLimits,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const host = origin.host
  const headers = checkHeaders(outgoing)
  const path = outgoing.query === undefined ? outgoing.path : `${outgoing.path}?${outgoing.query}`
  if (!path.startsWith('/') || path.startsWith('//') || !visibleAscii.test(path)) throw malformed()
  const timeout = AbortSignal.timeout(limits.timeoutMs)
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout
  const common = {
    hostname: origin.hostname.replaceAll(/[[\]]/g, ''),
    port: origin.port === '' ? undefined : Number(origin.port),
    method: outgoing.method,
    path,
    headers,
    agent: false as const,
    signal: ended,
    maxHeaderSize: 16_384,
  }
  // Loaded with the first request: every other run does without, and starts 5 ms sooner.
  const [{ request: requestHttp }, { request: requestHttps }] = await Promise.all([
    import('node:http'),
    import('node:https'),
  ])
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const receive = (response: IncomingMessage): void => {
        readBody(response, host, limits.maxBodyBytes).then(resolve, reject)
      }
      const request =
        origin.protocol === 'https:'
          ? requestHttps(
              { ...common, rejectUnauthorized: true, minVersion: 'TLSv1.2' as const },
              receive,
            )
          : requestHttp(common, receive)
      request.on('error', reject)
      request.end(outgoing.body)
    })
  } catch (error) {
    if (error instanceof HttpFailure) throw error
    if (signal?.aborted) throw new HttpFailure('aborted', 'the check was interrupted')
    if (timeout.aborted) {
      throw new HttpFailure('timeout', `${host} did not answer in ${limits.timeoutMs / 1000} s`)
    }
    throw new HttpFailure(
      'network',
      `${host} could not be asked (${errorCode(error)})${proxyNote()}`,
    )
  }
}

function checkHeaders(outgoing: Outgoing): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'straykey',
    ...outgoing.headers,
  }
  if (outgoing.body !== undefined) headers['content-length'] = `${Buffer.byteLength(outgoing.body)}`
  if (!Object.values(headers).every((value) => headerValue.test(value))) throw malformed()
  return headers
}

function malformed(): HttpFailure {
  return new HttpFailure(
    'malformed',
    'a part holds characters that no real one has; nothing was sent',
  )
}

async function readBody(
  response: IncomingMessage,
  host: string,
  maxBytes: number,
): Promise<Answer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) {
      response.destroy()
      throw new HttpFailure('too-large', `${host} answered with more than ${maxBytes} bytes`)
    }
    chunks.push(chunk)
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  const json = parseJson(Buffer.concat(chunks).toString('utf8'))
  return { host, status: response.statusCode ?? 0, headers, json }
}

/** Undefined for what is not JSON: the caller turns that into a verdict. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A system error's code (`ECONNRESET`, `CERT_HAS_EXPIRED`): the message may hold more than a log should. */
function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no connection'
}

function proxyNote(): string {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']
  return names.some((name) => (process.env[name] ?? '') !== '')
    ? '; a proxy is set in the environment, but checks connect directly'
    : ''
}
