import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join, posix, sep } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { layers, maxLines, nodeModules, outside, packages, type Restriction } from './layers.ts'

export interface Tree {
  /** Paths relative to src/, with forward slashes. */
  readonly files: readonly string[]
  readonly importCount: number
  readonly violations: readonly string[]
}

/** Reads every TypeScript file under `src` and holds its imports against the table. */
export async function checkTree(src: string): Promise<Tree> {
  const names = await readdir(src, { recursive: true })
  const files = names
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.ts') && !name.startsWith('kernel/assembly/'))
    .toSorted()
  const violations: string[] = []
  let importCount = 0
  for (const file of files) {
    const text = await readFile(join(src, file), 'utf8')
    const lines = text.split('\n').length - 1
    if (lines > maxLines && !file.endsWith('.generated.ts')) {
      violations.push(`${file}: ${lines} lines, more than ${maxLines}: split it by what it does`)
    }
    for (const specifier of importsOf(text)) {
      importCount++
      const problem = judge(file, specifier)
      if (problem !== undefined) violations.push(`${file}: ${problem}`)
    }
  }
  return { files, importCount, violations }
}

/** What `file` may not import, and why; undefined if it may. `null` stands for an import whose target is computed. */
function judge(file: string, specifier: string | null): string | undefined {
  const from = layerOf(file)
  const layer = layers[from]
  if (layer === undefined)
    return `is in no known layer ("${from}"): add it to test/architecture/layers.ts`
  if (specifier === null) return 'imports a computed path, which nobody can check'
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier)
    if (target.startsWith('../')) {
      const rule = outside[target.slice('../'.length)] ?? nowhere
      return judgeRestriction(file, specifier, rule)
    }
    if (!target.endsWith('.ts')) return `imports ${specifier}: relative imports end in .ts`
    const to = layerOf(target)
    if (to === from || layer.imports.includes(to)) return undefined
    return `${from} may not import ${to} (${specifier}): ${layer.because}`
  }
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `imports ${specifier}: write node:${specifier}`
    if (!layer.node) return `${from} may not import ${specifier}: ${layer.because}`
    return judgeRestriction(file, specifier, nodeModules[specifier.split('/')[0]!] ?? everywhere)
  }
  return judgeRestriction(file, specifier, packageRule(specifier))
}

const nowhere: Restriction = { allowedIn: [], because: 'it is outside src/' }
const everywhere: Restriction = { allowedIn: [''], because: '' }

function judgeRestriction(
  file: string,
  specifier: string,
  rule: Restriction | undefined,
): string | undefined {
  if (rule === undefined)
    return `imports ${specifier}, a package that test/architecture/layers.ts does not list`
  const allowed = rule.allowedIn.some((place) =>
    place.endsWith('.ts') ? file === place : file.startsWith(place),
  )
  if (allowed) return undefined
  return `may not import ${specifier} (allowed in ${rule.allowedIn.join(', ') || 'no file'}): ${rule.because}`
}

function packageRule(specifier: string): Restriction | undefined {
  const [first = '', second = ''] = specifier.split('/')
  if (!first.startsWith('@')) return packages[first]
  return packages[`${first}/${second}`] ?? packages[`${first}/*`]
}

function layerOf(file: string): string {
  const slash = file.indexOf('/')
  return slash === -1 ? file.replace(/\.ts$/, '') : file.slice(0, slash)
}

/** Every specifier that `text` imports: static, type-only, re-exported, dynamic, `import('…')` types and `require`. */
function importsOf(text: string): (string | null)[] {
  const found: (string | null)[] = []
  visit(parseAst(text, { lang: 'ts', sourceType: 'module' }))
  return found

  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      for (const item of node) visit(item)
    } else if (isRecord(node)) {
      collect(node)
      for (const child of Object.values(node)) visit(child)
    }
  }

  function collect(node: Readonly<Record<string, unknown>>): void {
    switch (node['type']) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSImportType':
        found.push(stringOf(node['source'] ?? node['argument']))
        break
      case 'ExportNamedDeclaration':
        if (node['source']) found.push(stringOf(node['source']))
        break
      case 'TSExternalModuleReference':
        found.push(stringOf(node['expression']))
        break
      case 'CallExpression': {
        const callee = node['callee']
        const args = node['arguments']
        if (isRecord(callee) && callee['name'] === 'require' && Array.isArray(args))
          found.push(stringOf(args[0]))
        break
      }
    }
  }
}

function stringOf(node: unknown): string | null {
  if (!isRecord(node)) return null
  if (node['type'] === 'TSLiteralType') return stringOf(node['literal'])
  return typeof node['value'] === 'string' ? node['value'] : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
