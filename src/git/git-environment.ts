import { devNull } from 'node:os'

/**
 * How git is run on a repository that nobody vouches for: nothing that its configuration names is executed, nothing is
 * fetched, nothing is written, and no replacement or graft changes what objects say.
 *
 * GIT_DIR is given outright: git then asks neither who owns the folder nor whether a bare repository may be used,
 * which is right for a reader that executes nothing.
 */
export function localEnvironment(gitDir: string): Record<string, string> {
  return {
    ...ownEnvironment(),
    GIT_DIR: gitDir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Before 2.45 git does not know the line above: then a lazy fetch fails here.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_ATTR_NOSYSTEM: '1',
  }
}

/** For clones the user's own configuration counts (proxies, credentials); the clone's does not exist yet. */
export function cloneEnvironment(): Record<string, string> {
  return { ...ownEnvironment(), GIT_ALLOW_PROTOCOL: 'https:ssh:file' }
}

/** Settings that could execute something, in the one place that beats the repository's own configuration. */
export const hardenedConfig: readonly string[] = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.alternateRefsCommand=true',
  'diff.external=',
  'log.showSignature=false',
  // The empty graft file above would be commented on.
  'advice.graftFileDeprecated=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
]

/** As arguments before git's subcommand. */
export const hardenedArguments: readonly string[] = hardenedConfig.flatMap((item) => ['-c', item])

/** This process's environment without git's variables, quiet and in English. */
function ownEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(?:GIT_.*|PAGER|EDITOR|VISUAL|PREFIX)$/i.test(name)) {
      kept[name] = value
    }
  }
  return { ...kept, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' }
}

/** What git must know to fetch from a server. */
export interface FetchAccess {
  /** Address of the repository. */
  readonly url: string
  /** Value of the `Authorization` header, or null. Travels in the environment, where no process list shows it. */
  readonly authorization: string | null
}

/**
 * For fetching into a clone whose own configuration is not trusted: the user's counts (proxies, certificates), the
 * protocol is the address's alone, and a header that the clone's configuration has is replaced, not doubled.
 */
export function fetchEnvironment(gitDir: string, access: FetchAccess): Record<string, string> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(access.url)?.[1]?.toLowerCase() ?? 'none'
  const scope = /^https?:\/\/[^/]+\//i.exec(access.url)?.[0]
  const header =
    access.authorization === null || scope === undefined
      ? {}
      : {
          GIT_CONFIG_COUNT: '2',
          // An empty value takes back what was set before (git-config, http.extraHeader).
          GIT_CONFIG_KEY_0: `http.${scope}.extraheader`,
          GIT_CONFIG_VALUE_0: '',
          GIT_CONFIG_KEY_1: `http.${scope}.extraheader`,
          GIT_CONFIG_VALUE_1: `Authorization: ${access.authorization}`,
        }
  return {
    ...ownEnvironment(),
    GIT_DIR: gitDir,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_ALLOW_PROTOCOL: ['https', 'http', 'file'].includes(scheme) ? scheme : 'none',
    ...header,
  }
}

/** Beside `hardenedConfig`: what a fetch could execute. */
export const hardenedFetchConfig: readonly string[] = [
  'credential.helper=',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'fetch.recurseSubmodules=false',
  'fetch.bundleURI=',
  'transfer.bundleURI=false',
  'fetch.writeCommitGraph=false',
]
