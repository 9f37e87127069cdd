/**
 * Reads git's configuration format into a map from `section.key` or `section.subsection.key` to the last value.
 * Section and key are lower-cased, the subsection is not. Includes are not followed: the file is a stranger's.
 * Lines that are malformed are left out.
 *
 * @see git's Documentation/config.txt, "Syntax"
 */
export function parseConfig(text: string): ReadonlyMap<string, string> {
  return new Map(configEntries(text))
}

/** As `parseConfig`: every entry in its order, also of keys that stand there several times. */
export function* configEntries(text: string): Generator<[key: string, value: string]> {
  let prefix = ''
  // A backslash at the end of a line joins it with the next.
  for (const raw of text.replaceAll('\r\n', '\n').replaceAll('\\\n', '').split('\n')) {
    let line = raw.trim()
    const section = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line)
    if (section !== null) {
      const sub = section[2]?.replaceAll(/\\(.)/g, '$1')
      prefix = section[1]!.toLowerCase() + (sub === undefined ? '' : `.${sub}`)
      line = line.slice(section[0].length).trim()
    }
    const entry = /^([A-Za-z][A-Za-z0-9-]*)\s*(?:=(.*))?$/.exec(stripComment(line))
    if (entry === null || prefix === '') continue
    // A key alone means true.
    const value = entry[2] === undefined ? 'true' : unquote(entry[2].trim())
    yield [`${prefix}.${entry[1]!.toLowerCase()}`, value]
  }
}

function stripComment(line: string): string {
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!
    if (char === '\\') i++
    else if (char === '"') quoted = !quoted
    else if (!quoted && (char === '#' || char === ';')) return line.slice(0, i).trim()
  }
  return line
}

function unquote(value: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' }
  return value.replaceAll(/\\(.)|"/g, (_, char: string | undefined) =>
    char === undefined ? '' : (escapes[char] ?? char),
  )
}

/** True for git's spellings of yes. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[1-9][0-9]*)$/i.test(value)
}
