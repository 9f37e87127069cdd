import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

/** Checks requests and answers against GitHub's OpenAPI description (3.0, so a dialect of JSON Schema). */

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> }
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: { readonly type?: string }
}

interface Answer {
  readonly content?: Record<string, { readonly schema: object }>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const file = new URL('../fixtures/github/openapi.json', import.meta.url)
const description = JSON.parse(readFileSync(file, 'utf8')) as Description
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false })
ajv.addSchema(description, 'github')

export interface Match {
  readonly operationId: string
  readonly parameters: Readonly<Record<string, string>>
  /** What is wrong with the request. */
  readonly faults: readonly string[]
  /** What is wrong with an answer to it. */
  readonly checkAnswer: (status: number, body: unknown) => string[]
}

/** The operation a request is for; null when GitHub's description (as far as it is used here) has none. */
export function matchRequest(method: string, url: URL, body: unknown): Match | null {
  for (const [path, item] of Object.entries(description.paths)) {
    const operation = item[method.toLowerCase()]
    const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const found = pattern.exec(url.pathname)
    if (found === null || operation === undefined) continue
    const parameters = { ...found.groups }
    return {
      operationId: operation.operationId,
      parameters,
      faults: [...parameterFaults(operation, parameters, url), ...bodyFaults(operation, body)],
      checkAnswer: (status, answer) => answerFaults(operation, status, answer),
    }
  }
  return null
}

function parameterFaults(
  operation: Operation,
  inPath: Readonly<Record<string, string>>,
  url: URL,
): string[] {
  const known = (operation.parameters ?? []).map((item) => resolve(item) as Parameter)
  const faults: string[] = []
  for (const { name, in: where, required = false, schema } of known) {
    const text = where === 'path' ? (inPath[name] ?? null) : url.searchParams.get(name)
    if (where === 'header') continue
    if (text === null) {
      if (required) faults.push(`${name} is missing`)
      continue
    }
    const isNumber = schema.type === 'integer' || schema.type === 'number'
    const value = isNumber ? Number(text) : text
    faults.push(...faultsOf(ajv.compile(rooted(schema)), value, name))
  }
  const inQuery = new Set(known.filter((item) => item.in === 'query').map((item) => item.name))
  for (const name of url.searchParams.keys()) {
    if (!inQuery.has(name)) faults.push(`the query ${name} is not known`)
  }
  return faults
}

function bodyFaults({ requestBody }: Operation, body: unknown): string[] {
  if (requestBody === undefined) return body === undefined ? [] : ['there should be no body']
  const schema = requestBody.content['application/json']?.schema
  return schema === undefined ? [] : faultsOf(ajv.compile(rooted(schema)), body, 'body')
}

function answerFaults(
  { operationId, responses }: Operation,
  status: number,
  body: unknown,
): string[] {
  const answer = responses[String(status)]
  // What every API may answer (401, 403, 429, 5xx) need not be listed.
  if (answer === undefined) return status >= 400 ? [] : [`${operationId} never answers ${status}`]
  const schema = (resolve(answer) as Answer).content?.['application/json']?.schema
  if (schema === undefined || status >= 400) return []
  return faultsOf(ajv.compile(rooted(schema)), body, 'answer')
}

function faultsOf(validate: ValidateFunction, value: unknown, what: string): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => `${what}${error.instancePath} ${error.message}`)
}

function resolve(item: object): unknown {
  if (!('$ref' in item)) return item
  const [, , kind = '', name = ''] = String(item.$ref).split('/')
  return description.components[kind]?.[name]
}

/** References point into the whole description. */
function rooted<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"github#/')) as T
}
