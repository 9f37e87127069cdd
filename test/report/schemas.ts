import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** Compiled checks against the published schemas. */

const require = createRequire(import.meta.url)

export function reportSchema(): ValidateFunction {
  const file = new URL('../../schemas/report.v1.schema.json', import.meta.url)
  // `required` and `properties` of one object may stand on both sides of a `$ref` or an `if`.
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false })
  return ajv.compile(readJson(file))
}

/** The OASIS schema of SARIF 2.1.0, which comes with Microsoft's validator. */
export function sarifSchema(): ValidateFunction {
  const platform = process.platform === 'win32' ? 'win32' : process.platform
  const file = require.resolve(`@microsoft/sarif-multitool-${platform}/sarif-2.1.0.json`)
  return new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(
    readJson(file),
  )
}

function readJson(file: string | URL): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>
}
