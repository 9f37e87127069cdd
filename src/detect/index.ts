import type { RuleSpec } from '../model/rule.ts'
import { compileTables } from './compile.ts'
import type { CompileOptions, EngineTables } from './compile.ts'
import { scanBytes } from './scan.ts'
import type { ScanOutcome, ScanTarget } from './scan.ts'
import type { Scratch } from './scratch.ts'

export { assess, judgePath } from './assess.ts'
export { allowWaits } from './patterns/allow.ts'
export type { ScanOutcome, ScanTarget } from './scan.ts'
export { loadReadyTables } from './ready-tables.ts'
export { createScratch } from './scratch.ts'
export type { Scratch, ScanSkip } from './scratch.ts'
export type { PackedReader } from './decode/packed.ts'

/** Compiled rules. Immutable; knows no path, no clock and no configuration. */
export interface Engine extends EngineTables {
  /** Scans one text. The outcome does not refer to `scratch` or to the bytes. */
  scan(target: ScanTarget, scratch: Scratch): ScanOutcome
}

/** Compiles rules; a worker builds its own engine from the same data. Throws RangeError for an unknown structure. */
export function compileRules(rules: readonly RuleSpec[], options: CompileOptions = {}): Engine {
  const tables = compileTables(rules, options)
  // A copy would ask for what is made when it is asked for.
  return Object.assign(tables, {
    scan: (target: ScanTarget, scratch: Scratch) => scanBytes(tables, target, scratch),
  })
}
