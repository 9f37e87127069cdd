/** Stands for the argument `-`, which yargs drops; no real argument can hold a NUL. */
export const standardInput = '\0-'

/**
 * Arguments as yargs understands them all: a lone `-` marked, and what stands behind `--`, which yargs would drop,
 * as plain arguments (`-x` as `./-x`, since only paths stand there).
 */
export function normaliseArguments(args: readonly string[]): string[] {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  const rest = end < 0 ? [] : args.slice(end + 1)
  return [
    ...options.map((arg) => (arg === '-' ? standardInput : arg)),
    ...rest.map((arg) => (arg.startsWith('-') ? `./${arg}` : arg)),
  ]
}
