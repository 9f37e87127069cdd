/** Majors of Node in which this was tried; a later V8 may know these flags no more. */
const tried: ReadonlySet<number> = new Set([20, 22, 24])

/**
 * Keeps V8 from optimising code until `release` is called. A small commit is done before optimised code would pay,
 * and V8 makes it in another thread that takes the processor from this one and that the end of the process waits for:
 * 10 ms with Node 24, 2 to 4 with Node 20, on two busy cores. V8 reads the flag each time it decides, so that it can
 * be set at any time. Call it before other code is loaded: compiled code is cached under the flags that hold then.
 */
export function holdOptimizer(): { release(): void } {
  if (!tried.has(Number(process.versions.node.split('.', 1)[0]))) return { release() {} }
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--no-opt')
  setFlagsFromString('--no-maglev')
  return { release: () => setFlagsFromString('--opt') }
}
