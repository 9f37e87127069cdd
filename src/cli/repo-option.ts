import type { Options } from 'yargs'

/** Where a repository is, in all commands that do not take it as their first word. */
export function repoOption(
  more: Pick<Options, 'describe' | 'default' | 'defaultDescription'>,
): Options {
  return { type: 'string', alias: 'repository', requiresArg: true, ...more }
}
