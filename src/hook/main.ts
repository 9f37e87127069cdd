import { useCompileCache } from './compile-cache.ts'

/*
 * The fast way in, for hooks: no yargs, no progress bar, no WebAssembly. This file is a few lines, so that the rest is
 * compiled when the compile cache is on already. docs/performance.md lists what each step costs.
 */
useCompileCache(process.env)
const { main } = await import('./guard.ts')
await main(process.argv.slice(2))
