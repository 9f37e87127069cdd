// A commit hook takes ./builtin.ts alone: parsing and checking rules is not its business.
export { loadBuiltinRules, loadDocumentedExamples } from './builtin.ts'
export { parseRules } from './parse.ts'
export type { Diagnostic, PathPart } from './reader.ts'
