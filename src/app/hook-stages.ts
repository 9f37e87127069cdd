import { ScanError } from '../model/errors.ts'

/** The hooks of git that straykey answers; see githooks(5). */
export type Stage = 'pre-commit' | 'pre-merge-commit' | 'commit-msg' | 'pre-push' | 'pre-receive'

export const stages: readonly Stage[] = [
  'pre-commit',
  'pre-merge-commit',
  'commit-msg',
  'pre-push',
  'pre-receive',
]

/** `pre-push` sees messages, merges and what was committed with --no-verify, before anything leaves the machine. */
export const defaultStages: readonly Stage[] = ['pre-commit', 'pre-push']

/** @throws ScanError `usage` */
export function parseStage(text: string): Stage {
  const stage = stages.find((name) => name === text)
  if (stage !== undefined) return stage
  throw new ScanError('usage', `There is no hook '${text}'; straykey knows ${stages.join(', ')}.`)
}
