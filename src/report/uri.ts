const escapedByte = /(%[0-9A-Fa-f]{2})/
const loneSurrogate = /\p{Surrogate}/gu

/**
 * A path as a relative URI reference (RFC 3986): segments percent-encoded, `./` in front of a first segment that
 * would read as a scheme. `encoded` says that the path holds `%XX` for bytes that are not UTF-8; these stay.
 * An absolute path becomes a `file:` URI.
 */
export function pathUri(path: string, encoded: boolean): string {
  const segments = path.split('/').map((segment) => encodeSegment(segment, encoded))
  if (path.startsWith('/')) return `file://${segments.join('/')}`
  const drive = /^[A-Za-z]:\//.exec(path)
  if (drive) return `file:///${[path.slice(0, 2), ...segments.slice(1)].join('/')}`
  const uri = segments.join('/')
  return path.split('/', 1)[0]?.includes(':') ? `./${uri}` : uri
}

function encodeSegment(segment: string, encoded: boolean): string {
  if (!encoded) return encode(segment)
  return segment
    .split(escapedByte)
    .map((part, i) => (i % 2 === 1 ? part.toUpperCase() : encode(part)))
    .join('')
}

function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(loneSurrogate, '\ufffd'))
}
