const dropped =
  /^(?:CI|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_V8_COVERAGE|GITHUB_.*|RUNNER_.*|GIT_.*|STRAYKEY_.*|VITEST.*|npm_.*)$/i

/** This process's environment without what would change how git or the CLI behave, and with git's configuration off. */
export function scrubbedEnv(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !dropped.test(entry[0]),
  )
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    // git for Windows knows this name too.
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  }
}
