import { ScanError } from '../model/errors.ts'

const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/**
 * Reads `--api-base` values, `NAME=ORIGIN`: the origin that a verifier asks instead of its vendor's. Plain http is for
 * loopback only. The value is not repeated in errors: it may hold credentials.
 */
export function parseApiBases(
  values: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, URL> {
  const bases = new Map<string, URL>()
  for (const value of values) {
    const at = value.indexOf('=')
    const name = value.slice(0, Math.max(at, 0))
    if (!names.includes(name)) {
      throw usage(`names no verifier; write NAME=URL with one of ${names.join(', ')}`)
    }
    bases.set(name, parseOrigin(name, value.slice(at + 1)))
  }
  return bases
}

function parseOrigin(name: string, text: string): URL {
  if (!URL.canParse(text)) throw usage(`for ${name} is no URL`)
  const url = new URL(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopbackName.test(url.hostname))) {
    throw usage(`for ${name} must be https, unless it is on this machine (loopback)`)
  }
  if (url.username !== '' || url.password !== '')
    throw usage(`for ${name} may hold no user or password`)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw usage(`for ${name} must be an origin: scheme, host and port, no path`)
  }
  return url
}

function usage(what: string): ScanError {
  return new ScanError('usage', `--api-base ${what}.`)
}
