/**
 * The first Ctrl-C asks the scan to stop and report what it has; the second ends the process at once.
 * Returns the signal and a function that removes the handlers.
 */
export function listenForInterrupt(): {
  readonly signal: AbortSignal
  readonly release: () => void
} {
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130)
    process.stderr.write('\nstraykey: stopping; press Ctrl-C again to quit at once.\n')
    controller.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
