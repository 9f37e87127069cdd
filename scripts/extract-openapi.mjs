// Cuts the operations that the Action uses out of GitHub's OpenAPI description, for the tests. The whole package has
// 385 MB, so it is no dependency: node scripts/extract-openapi.mjs path/to/node_modules/@octokit/openapi
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './shared.mjs'

const operations = {
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['patch', 'delete'],
  '/repos/{owner}/{repo}/code-scanning/sarifs': ['post'],
  '/repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}': ['get'],
  '/user': ['get'],
}

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: node scripts/extract-openapi.mjs FOLDER_OF_@octokit/openapi')
const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const whole = JSON.parse(readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8'))

const paths = {}
for (const [path, methods] of Object.entries(operations)) {
  const { parameters } = whole.paths[path]
  paths[path] = parameters ? { parameters } : {}
  for (const method of methods) paths[path][method] = whole.paths[path][method]
}
const components = {}
const seen = new Set()
collect(paths)
const out = {
  openapi: whole.openapi,
  info: { ...whole.info, 'x-extracted-from': `${name} ${version}` },
  paths,
  components,
}
const text = JSON.stringify(trim(out), null, 1)
writeFileSync(join(root, 'test', 'fixtures', 'github', 'openapi.json'), `${text}\n`)

/** Everything that is referred to, however deep. */
function collect(value) {
  if (Array.isArray(value)) return value.forEach(collect)
  if (typeof value !== 'object' || value === null) return undefined
  if (typeof value.$ref === 'string' && !seen.has(value.$ref)) {
    seen.add(value.$ref)
    const [, , kind, key] = value.$ref.split('/')
    const target = whole.components[kind][key]
    components[kind] = { ...components[kind], [key]: target }
    collect(target)
  }
  return Object.values(value).forEach(collect)
}

/** Without examples, which hold tokens and addresses, and without prose. */
function trim(value, isMap = false) {
  if (Array.isArray(value)) return value.map((item) => trim(item))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(
      ([key, inner]) =>
        isMap ||
        !(
          ['example', 'examples', 'externalDocs', 'x-github'].includes(key) ||
          (key === 'description' && typeof inner === 'string')
        ),
    )
    .map(([key, inner]) => [
      key,
      trim(
        inner,
        key === 'properties' || key === 'paths' || key === 'responses' || key === 'schemas',
      ),
    ])
  return Object.fromEntries(entries)
}
