/**
 * The one table of who may import whom. Data flows one way: source → blob → detect → finding → triage → report.
 * A file that a row does not cover, or a package that is not listed, is a violation: new ones are added here, with a reason.
 */
export interface Layer {
  /** Other layers this one may import; its own files are always allowed. */
  readonly imports: readonly string[]
  /** Whether `node:*` may be imported at all. */
  readonly node: boolean
  /** Why the layer is kept like this; part of every message. */
  readonly because: string
}

const entry: Layer = {
  imports: ['app', 'report', 'triage', 'model'],
  node: true,
  because:
    'entries are thin: parse, call app, print; none imports another, so that each starts fast',
}

/** `index` stands for src/index.ts, every other key for a folder of src/. */
export const layers: Readonly<Record<string, Layer>> = {
  model: {
    imports: [],
    node: false,
    because: 'everyone imports the model, so it may import nothing',
  },
  bytes: {
    imports: ['model'],
    node: false,
    because: 'pure functions over Uint8Array, usable from every layer',
  },
  kernel: {
    imports: [],
    node: false,
    because: 'two hot loops over numbers; they know nothing of secrets or git',
  },
  rules: {
    imports: ['model', 'bytes'],
    node: true,
    because: 'rules are data; what interprets them is the engine',
  },
  detect: {
    imports: ['model', 'bytes', 'rules', 'kernel'],
    node: false,
    because: 'the engine is pure: rules and bytes in, hits out, no clock, config or logging',
  },
  git: {
    imports: ['model', 'bytes', 'kernel'],
    node: true,
    because: 'git as a file format, which knows nothing of secrets',
  },
  sources: {
    imports: ['model', 'bytes', 'git'],
    node: true,
    because: 'sources deliver bytes and never look for secrets',
  },
  triage: {
    imports: ['model', 'bytes'],
    node: true,
    because: 'triage judges findings, wherever they came from',
  },
  report: {
    imports: ['model', 'bytes'],
    node: false,
    because: 'a report is a pure function of the result',
  },
  verify: {
    imports: ['model', 'bytes'],
    node: true,
    because: 'verifiers see one finding and the network, nothing else',
  },
  app: {
    imports: [
      'model',
      'bytes',
      'rules',
      'kernel',
      'detect',
      'git',
      'sources',
      'triage',
      'report',
      'verify',
    ],
    node: true,
    because: 'app composes everything and knows no entry',
  },
  cli: entry,
  hook: entry,
  action: entry,
  index: {
    imports: ['app', 'rules', 'model', 'report', 'detect'],
    node: true,
    because: 'the library face re-exports; it adds nothing of its own',
  },
}

export interface Restriction {
  /** Paths under src/ that may import it: a file, or a folder ending in `/`. */
  readonly allowedIn: readonly string[]
  readonly because: string
}

/** Every npm package that src/ uses, by package name; `@scope/*` covers a scope. */
export const packages: Readonly<Record<string, Restriction>> = {
  'simple-git': {
    allowedIn: ['git/porcelain.ts'],
    because: 'it is for the few questions git answers best; content never passes through it',
  },
  'fast-glob': {
    allowedIn: ['sources/', 'triage/'],
    because: 'paths are chosen by sources and judged by triage',
  },
  picomatch: {
    allowedIn: ['sources/', 'triage/'],
    because: 'paths are chosen by sources and judged by triage',
  },
  sarif: {
    allowedIn: ['report/'],
    because: 'types only (@types/sarif): the shape of SARIF is written by hand',
  },
  yargs: { allowedIn: ['cli/'], because: 'it costs 50 ms, which the hook does not have' },
  '@clack/prompts': {
    allowedIn: ['cli/'],
    because: 'questions are asked by the terminal entry alone',
  },
  'cli-progress': {
    allowedIn: ['cli/'],
    because: 'progress is data (model); drawing it is the terminal entry alone',
  },
  '@octokit/*': { allowedIn: ['action/'], because: 'only the Action speaks to GitHub' },
  yaml: {
    allowedIn: ['rules/', 'app/'],
    because: 'rule files and configuration are the only YAML read',
  },
  'smol-toml': { allowedIn: ['rules/'], because: 'only imported gitleaks configurations are TOML' },
  recheck: {
    allowedIn: ['app/check-patterns.ts'],
    because: 'it has 57 MB: `rules check` uses it where it is installed, nothing else does',
  },
  '@eslint-community/regexpp': {
    allowedIn: ['rules/', 'detect/'],
    because: 'patterns are analysed where rules are compiled',
  },
  '@scure/*': {
    allowedIn: ['bytes/', 'detect/'],
    because: 'checksums prove a token, which is detection',
  },
  '@noble/*': {
    allowedIn: ['bytes/', 'detect/'],
    because: 'checksums prove a token, which is detection; addresses are hashes of keys',
  },
}

const network: Restriction = {
  allowedIn: ['verify/', 'action/'],
  because: 'a scan must never be able to send what it found',
}

/** Node modules with a rule of their own, beside the `node` column of the layers. */
export const nodeModules: Readonly<Record<string, Restriction>> = {
  'node:http': network,
  'node:https': network,
  'node:http2': network,
  'node:net': network,
  'node:tls': network,
  'node:dgram': network,
  'node:dns': network,
}

/** Files outside src/ that may be imported, by path from the root of the project. */
export const outside: Readonly<Record<string, Restriction>> = {
  'package.json': {
    allowedIn: ['app/version.ts'],
    because: 'one file knows the version; the bundle would carry the rest of package.json along',
  },
}

export const maxLines = 400
