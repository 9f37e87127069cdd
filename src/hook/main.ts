import { useCompileCache } from './compile-cache.ts'
import { holdOptimizer } from './optimizer.ts'

/*
 * The fast way in, for hooks: no yargs, no progress bar, no WebAssembly. This file is a few lines, so that the rest is
 * compiled when the compile cache is on already. docs/performance.md lists what each step costs.
 */
useCompileCache(process.env)
const optimizer = holdOptimizer()
void import('./guard.ts').then(({ main }) => main(process.argv.slice(2), optimizer))
