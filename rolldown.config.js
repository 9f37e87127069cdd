// Self-contained bundles, no path of the building machine inside. Programs come in pieces, so that a run loads what it
// needs, and as CommonJS, which Node starts faster; the library and the Action are one ES module each.
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { root, skipMissing } from './scripts/shared.mjs'

/** Modules of functions that few texts have a call for. */
const rare = [
  'src/bytes/ed25519.ts',
  'src/bytes/electrum.ts',
  'src/bytes/secp256k1.ts',
  'src/detect/decode/pyc.ts',
  'src/detect/decode/sqlite.ts',
  'src/detect/structures/foreign-phrases.ts',
  'src/git/ref-tables.ts',
]

/** The same of commits, most of which are small and clean. */
const rareToHooks = [
  ...rare,
  'src/app/hook-novelty.ts',
  'src/bytes/der.ts',
  'src/detect/collect-in-kernel.ts',
  'src/detect/companion-finders.ts',
  'src/detect/dispatch-table.ts',
  'src/detect/fingerprints.ts',
  'src/detect/kernel-tables.ts',
  'src/detect/resolve.ts',
  'src/git/index-file.ts',
  'src/git/object-store.ts',
  'src/kernel/create-kernel.ts',
  'src/sources/archive/expand.ts',
]

const entries = {
  cli: {
    input: 'src/cli/main.ts',
    executable: true,
    extension: 'cjs',
    // The command line itself; a scan of a history; what tells of its findings; what looks into texts, where no other
    // thread does.
    pieces: {
      core: /src\/cli\/program\.ts$/,
      history: /src\/cli\/run-history\.ts$/,
      told: /src\/app\/history-result\.ts$/,
      engine: /src\/app\/tasks\.ts$/,
    },
    plugins: [plainWidth(), onDemand('cli', rare), dataFiles(), moduleEntry('cli')],
  },
  hook: {
    input: 'src/hook/main.ts',
    executable: true,
    extension: 'cjs',
    pieces: { core: /src\/hook\/guard\.ts$/ },
    plugins: [onDemand('hook', rareToHooks), dataFiles(), moduleEntry('hook')],
  },
  action: { input: 'src/action/main.ts' },
  index: { input: 'src/index.ts' },
  worker: { input: 'src/app/worker.ts', extension: 'cjs', plugins: [dataFiles()] },
}

/** @type {Map<string, string>} */
const bundledPackages = new Map()

export default Object.entries(entries)
  .filter(([, { input }]) => existsSync(join(root, input)) || skipMissing(input))
  .map(([name, { input, executable = false, extension = 'js', pieces, plugins = [] }]) => ({
    cwd: root,
    input: { [name]: input },
    platform: 'node',
    // 57 MB, for development; used where it is installed.
    external: ['recheck'],
    // It does not say so itself, and stayed in bundles that never use it.
    treeshake: { moduleSideEffects: [{ test: /regexpp/, sideEffects: false }] },
    // yargs resolves the configuration that one of its own extends; it is given none.
    transform: {
      target: 'node20',
      ...(extension === 'cjs' ? { define: { 'import.meta.resolve': 'undefined' } } : {}),
    },
    output: {
      dir: 'dist',
      entryFileNames: `[name].${extension}`,
      format: extension === 'cjs' ? 'cjs' : 'esm',
      strict: true,
      // Each piece is that module and all it needs at once, unless a piece before has it; the rest is split as it falls.
      codeSplitting: pieces !== undefined && {
        groups: Object.entries(pieces).map(([piece, test], at) => ({
          name: piece,
          test,
          priority: 9 - at,
        })),
      },
      chunkFileNames: `${name}-[name].${extension}`,
      minify: true,
      sourcemap: false,
      comments: { legal: false },
      ...(executable ? { banner: '#!/usr/bin/env node' } : {}),
    },
    onLog: failOnUnresolved,
    plugins: [
      ...plugins,
      asciiOnly(),
      collectLicences(),
      ...(executable ? [makeExecutable(`dist/${name}.${extension}`)] : []),
    ],
  }))

/** A warning about an import that stays outside the bundle would be a crash at the user's. */
function failOnUnresolved(level, log, defaultHandler) {
  defaultHandler(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log)
}

function makeExecutable(file) {
  return { name: 'executable', writeBundle: () => chmodSync(join(root, file), 0o755) }
}

/**
 * One character outside Latin-1 makes V8 keep the whole file two bytes wide: that costs the commit hook 3 ms. In
 * strings, templates and expressions the escape means the same.
 */
function asciiOnly() {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        chunk.code = escapeNonAscii(chunk.code)
      }
    },
  }
}

function escapeNonAscii(text) {
  return text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * Puts the text that a function of a `*.generated.ts` module returns (`jsonFunction` in scripts/shared.mjs) into a file
 * of its own: what is never asked for is not read, and what is, is not parsed as code first. That is worth 4 ms with
 * Node 20.
 */
function dataFiles() {
  return {
    name: 'data-files',
    transform: {
      filter: { id: /\.generated\.ts$/ },
      handler(code) {
        let found = false
        const changed = code.replaceAll(
          /export function (\w+)\(\): string \{\n {2}return (`(?:[^`\\]|\\[^])*`)\n\}/g,
          (_, name, literal) => {
            found = true
            const fileName = `data-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`
            const data = JSON.parse(literal.slice(1, -1).replaceAll(/\\([^])/g, '$1'))
            this.emitFile({ type: 'asset', fileName, source: escapeNonAscii(JSON.stringify(data)) })
            return `export function ${name}(): string {\n  return readFileSync(__dirname + '/${fileName}', 'latin1')\n}`
          },
        )
        return found ? `import { readFileSync } from 'node:fs'\n${changed}` : null
      },
    },
  }
}

/**
 * Puts each of the modules into a file of its own, read at the first call of one of its functions: what is imported and
 * called as usual, without waiting, is loaded only by a run that calls it. They export functions only.
 *
 * @param {readonly string[]} modules paths below the root
 */
function onDemand(program, modules) {
  const mark = '?on-demand'
  const paths = new Set(modules.map((path) => join(root, path)))
  return {
    name: 'on-demand',
    resolveId: {
      filter: { id: /^\.{1,2}\/.*\.ts$/ },
      handler(source, importer) {
        const path = join(dirname(importer), source)
        return paths.has(path) ? path + mark : null
      },
    },
    load: {
      filter: { id: /\?on-demand$/ },
      handler(id) {
        const path = id.slice(0, -mark.length)
        const fileName = `${program}-${basename(path, '.ts')}.cjs`
        this.emitFile({ type: 'chunk', id: path, fileName })
        const names = readFileSync(path, 'utf8').matchAll(
          /^export (?:function\*? (\w+)|(?:const|class|let))/gm,
        )
        const calls = Array.from(names, ([, name]) => {
          if (name === undefined) throw new Error(`${path} exports more than functions`)
          return `export function ${name}(...given) { return (piece ??= require(__dirname + '/${fileName}')).${name}(...given) }`
        })
        return { code: ['let piece', ...calls].join('\n'), moduleType: 'js' }
      },
    },
  }
}

/**
 * yargs and what it renders help with bring three copies of a package that knows how wide any character is, and opens
 * tables of Unicode when it is loaded: 6 ms of every start. The help is ASCII (a test sees to that).
 */
function plainWidth() {
  const id = '\0plain-width'
  return {
    name: 'plain-width',
    resolveId: {
      filter: { id: /^string-width$/ },
      handler: (_, importer) => (/[\\/](?:yargs|cliui|wrap-ansi)[\\/]/.test(importer) ? id : null),
    },
    load: {
      filter: { id: /^\0plain-width$/ },
      handler: () => 'export default (text) => text.length',
    },
  }
}

/** The same entry as an ES module, for those who name `dist/cli.js` or `dist/hook.js`; it starts 2 ms later. */
function moduleEntry(name) {
  const fileName = `${name}.js`
  return {
    name: 'module-entry',
    generateBundle() {
      const source = `#!/usr/bin/env node\nimport './${name}.cjs'\n`
      this.emitFile({ type: 'asset', fileName, source })
    },
    writeBundle: () => chmodSync(join(root, 'dist', fileName), 0o755),
  }
}

/** The licences of what is bundled ask for their text to travel along. */
function collectLicences() {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const id of Object.keys(chunk.modules)) {
          const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]
          if (folder) bundledPackages.set(folder, licenceOf(folder))
        }
      }
    },
    // Every entry writes the file; the last one knows every package.
    writeBundle() {
      const texts = [...new Set(bundledPackages.values())].toSorted()
      writeFileSync(
        join(root, 'dist', 'third-party-licences.txt'),
        texts.join(`\n${'-'.repeat(80)}\n\n`),
      )
    },
  }
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder)
    .toSorted()
    .find((entry) => /^licen[cs]e/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() : ''
  return `${name} ${version} (${license})\n\n${text}\n`
}
