/** Shortest unbroken run of token characters that a frame may hide. */
const minRunLength = 20
const tokenRun = /[A-Za-z0-9+/=_-]{20,}/g
/** What separates the words of a path, an identifier or a flag. */
const separators = /[+/=_-]+/
/** `word`, `WORD`, `camelCaseWord`, `HTTPServer2`; no letters from a generator read like this for 20 characters. */
const word =
  /^(?:[A-Z]{1,15}|[A-Z]?[a-z]{1,15}(?:[A-Z][a-z]{2,15}|[A-Z]{2,6})*|[A-Z]{2,6}(?:[A-Z][a-z]{2,15})+)\d{0,2}$/
const shortNumber = /^\d{1,4}$/
const maxWordLength = 40

/**
 * Hides every run of 20 or more token characters that is not made of words, so that a frame shows no secret that
 * no rule knows. Paths and long identifiers stay readable.
 */
export function maskRuns(text: string): string {
  if (text.length < minRunLength) return text
  return text.replaceAll(tokenRun, (run) => (isMadeOfWords(run) ? run : maskRun(run)))
}

function isMadeOfWords(run: string): boolean {
  const pieces = run.split(separators)
  // Many one-letter pieces are what base64 looks like when it is cut at its punctuation.
  const words = pieces.filter((piece) => piece.length > 0)
  const letters = words.reduce((sum, piece) => sum + piece.length, 0)
  if (letters < 3 * words.length) return words.length === 0
  return words.every(
    (piece) => piece.length <= maxWordLength && (word.test(piece) || shortNumber.test(piece)),
  )
}

/** The length stays visible, the text does not. */
function maskRun(run: string): string {
  return `${run.slice(0, 2)}…(${run.length})`
}
