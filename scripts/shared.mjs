import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Leaves an unchanged file untouched, so that watchers and tests running beside a build see no half-written file. */
export function writeGenerated(path, text) {
  const file = join(root, path)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(file, text)
}

/** A missing input is an error, except where a build of a half-finished tree is asked for. */
export function skipMissing(what) {
  if (process.env.STRAYKEY_PARTIAL_BUILD !== '1') {
    throw new Error(`${what} is missing (STRAYKEY_PARTIAL_BUILD=1 builds what there is)`)
  }
  console.warn(`partial build: ${what} is missing, left out`)
}

/**
 * A function that returns JSON, as TypeScript. The build of the commit hook puts such a text into a file of its own
 * (rolldown.config.js), so that it is read when it is asked for and never parsed as code.
 */
export function jsonFunction(name, data) {
  const text = jsonLines(data)
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
  return `export function ${name}(): string {\n  return \`${text}\`\n}\n`
}

/** One item per line keeps diffs readable. */
function jsonLines(data) {
  if (Array.isArray(data)) {
    return `[\n${data.map((item) => JSON.stringify(item)).join(',\n')}\n]`
  }
  const entries = Object.entries(data).map(([name, value]) => {
    const text = Array.isArray(value) ? jsonLines(value) : JSON.stringify(value)
    return `${JSON.stringify(name)}: ${text}`
  })
  return `{\n${entries.join(',\n')}\n}`
}

/** TypeScript, which Node 20 does not read, is bundled in memory. */
export async function loadModule(input) {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({ cwd: root, input, platform: 'node', external: ['recheck'] })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  const code = Buffer.from(output[0].code).toString('base64')
  return await import(`data:text/javascript;base64,${code}`)
}
