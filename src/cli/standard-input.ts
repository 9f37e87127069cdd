/** Stands for the argument `-`, which yargs drops; no real argument can hold a NUL. */
export const standardInput = '\0-'

export function markStandardInput(args: readonly string[]): string[] {
  return args.map((arg) => (arg === '-' ? standardInput : arg))
}
