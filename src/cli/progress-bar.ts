import type { OnProgress, ScanProgress } from '../model/progress.ts'
import { formatNumber } from '../report/text.ts'

export interface ProgressBar {
  readonly onProgress: OnProgress
  /** Clears the bar from the terminal. */
  stop(): void
}

const phaseNames: Readonly<Record<ScanProgress['phase'], string>> = {
  clone: 'cloning',
  list: 'listing',
  scan: 'scanning',
  provenance: 'tracing history',
  report: 'reporting',
}

/** A bar on stderr with objects, MB/s and time left; silent when stderr is not a terminal or when not wanted. */
export async function createProgressBar(wanted: boolean): Promise<ProgressBar> {
  if (!wanted || !process.stderr.isTTY) return { onProgress: () => {}, stop: () => {} }
  const { default: cliProgress } = await import('cli-progress')
  const bar = new cliProgress.SingleBar({
    format: '{phase} [{bar}] {percentage}% | {objects} | {speed} MB/s | {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: null,
    barsize: 24,
    etaBuffer: 50,
    gracefulExit: false,
  })
  let phase: ScanProgress['phase'] | null = null
  let phaseStart = 0
  const onProgress: OnProgress = (progress) => {
    // Without a total there is nothing to draw yet.
    if (progress.total === 0) return
    if (progress.phase !== phase) {
      if (phase !== null) bar.stop()
      phase = progress.phase
      phaseStart = performance.now()
      bar.start(progress.total, 0, { phase: phaseNames[phase], objects: '-', speed: '-' })
    }
    const seconds = (performance.now() - phaseStart) / 1000
    const speed = seconds > 0 ? (progress.bytes / 1e6 / seconds).toFixed(0) : '-'
    bar.setTotal(progress.total)
    const objects = counted(progress)
    bar.update(progress.done, { phase: phaseNames[progress.phase], objects, speed })
  }
  return {
    onProgress,
    stop: () => {
      if (phase !== null) bar.stop()
      phase = null
    },
  }
}

/** Where the share is by weight, the total of objects is not known. */
function counted({ objects, done, total }: ScanProgress): string {
  if (objects === undefined) return `${formatNumber(done)}/${formatNumber(total)}`
  return `${formatNumber(objects)} objects`
}
