/** What a template hands out. */

/**
 * A file with the secrets that stand in it. A secret is the value itself, or `{ value, as }` where the file writes it
 * otherwise (escaped, encoded, over several lines); with `as: null` any line of the file counts.
 */
export function file(path, content, ...secrets) {
  return {
    path,
    content,
    secrets: secrets.map((secret) =>
      typeof secret === 'string'
        ? place(path, content, secret, secret)
        : place(path, content, secret.value, secret.as),
    ),
  }
}

/** A file in which nothing must be found. */
export const harmless = (path, content) => ({ path, content, secrets: [] })

function place(path, content, value, as) {
  if (as === null || typeof content !== 'string')
    return { value, plain: false, start: [1, 1], end: [Infinity, 1] }
  const at = content.indexOf(as)
  if (at < 0) throw new Error(`${path}: a secret that is not in its file`)
  const plain = as === value || /^[[\d\s,\]]+$/.test(as)
  return {
    value,
    plain,
    start: lineAndColumn(content, at),
    end: lineAndColumn(content, at + as.length),
  }
}

function lineAndColumn(content, at) {
  const lines = content.slice(0, at).split('\n')
  return [lines.length, lines.at(-1).length + 1]
}

/** A text without the indentation of the code around it. */
export function text(strings, ...values) {
  const indents = strings
    .join('')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const indent = new RegExp(`\\n {${Math.min(...indents)}}`, 'g')
  const plain = strings.map((part) => part.replaceAll(indent, '\n'))
  return `${String.raw({ raw: plain }, ...values)
    .replace(/^\n/, '')
    .trimEnd()}\n`
}

export const json = (value, indent = 2) => `${JSON.stringify(value, null, indent)}\n`
export const indent = (block, by) => block.replaceAll('\n', `\n${' '.repeat(by)}`)
/** A PEM as one line of a string literal. */
export const oneLine = (pem) => pem.replaceAll('\n', '\\n')
