// Whoever needs the built-in rules alone takes ./builtin.ts: parsing and checking rules is as much code again.
export { loadBuiltinRules } from './builtin.ts'
export { parseRules } from './parse.ts'
export type { Diagnostic, LineOf, PathPart } from './reader.ts'
