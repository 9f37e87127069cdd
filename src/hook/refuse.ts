import type { Stage } from '../app/hook-stages.ts'
import { addAddresses } from '../app/wallet-addresses.ts'
import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { renderRefusal, type Gate } from '../report/refusal.ts'

const gates: Readonly<Record<Stage, Gate>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'commit',
  'commit-msg': 'message',
  'pre-push': 'push',
  'pre-receive': 'receive',
}

/** Says on stderr, which git shows, why the hook refuses. */
export async function refuse(
  stage: Stage,
  result: ScanResult,
  failOn: Confidence | 'never',
): Promise<void> {
  const width = process.stderr.isTTY ? process.stderr.columns : 100
  const text = renderRefusal(await addAddresses(result), {
    gate: gates[stage],
    color: wantsColor(),
    width,
    failOn: failOn === 'never' ? null : failOn,
  })
  process.stderr.write(text)
}

/** https://no-color.org */
function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0'
  return process.stderr.isTTY && TERM !== 'dumb'
}
