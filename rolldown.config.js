// One self-contained ES module per entry (the hook: a few): dynamic imports inlined, no path of the building machine inside.
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, skipMissing } from './scripts/shared.mjs'

const entries = {
  cli: { input: 'src/cli/main.ts', executable: true },
  // In pieces: a commit loads only what it needs. CommonJS, which Node starts faster.
  hook: {
    input: 'src/hook/main.ts',
    executable: true,
    extension: 'cjs',
    core: /src\/hook\/guard\.ts$/,
    plugins: [dataFiles('hook'), moduleEntry('hook')],
  },
  action: { input: 'src/action/main.ts' },
  index: { input: 'src/index.ts' },
  worker: { input: 'src/app/worker.ts' },
}

/** @type {Map<string, string>} */
const bundledPackages = new Map()

export default Object.entries(entries)
  .filter(([, { input }]) => existsSync(join(root, input)) || skipMissing(input))
  .map(([name, { input, executable = false, extension = 'js', core, plugins = [] }]) => ({
    cwd: root,
    input: { [name]: input },
    platform: 'node',
    // 57 MB, for development; used where it is installed.
    external: ['recheck'],
    // It does not say so itself, and stayed in bundles that never use it.
    treeshake: { moduleSideEffects: [{ test: /regexpp/, sideEffects: false }] },
    transform: { target: 'node20' },
    output: {
      dir: 'dist',
      entryFileNames: `[name].${extension}`,
      format: extension === 'cjs' ? 'cjs' : 'esm',
      strict: true,
      // With `core`: that module and all it needs at once is one file, what it may need later are others.
      codeSplitting: core !== undefined && { groups: [{ name: 'core', test: core }] },
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
function dataFiles(prefix) {
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
            const fileName = `${prefix}-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`
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

/** The same entry as an ES module, for those who name `dist/hook.js`; it starts 4 ms later. */
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
