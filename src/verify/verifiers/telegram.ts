import type { Verdict } from '../../model/verdict.ts'
import { integer, record } from '../json.ts'
import { dead, generalVerdict, live, unexpected, unknown } from '../outcome.ts'
import type { Answer, Verifier } from '../verifier.ts'

const host = 'api.telegram.org'
/** The token stands in the path: nothing but a token may get there. */
const shape = /^\d{5,16}:[\w-]{20,64}$/

/** Source: core.telegram.org/bots/api ("Making requests", "getMe"). */
export const telegram: Verifier = {
  name: 'telegram',
  vendor: 'Telegram',
  needs: [['token']],
  hosts: [host],
  async verify(parts, http, signal) {
    const token = parts.get('token') ?? ''
    if (!shape.test(token)) return unknown('malformed', 'this is not the form of a bot token')
    const answer = await http.send(
      host,
      () => ({ method: 'GET', path: `/bot${token}/getMe` }),
      signal,
    )
    return generalVerdict(answer) ?? judge(answer, http.now())
  },
}

function judge(answer: Answer, now: number): Verdict {
  const { ok, result, error_code: code } = record(answer.json)
  if (ok === true && record(result)['is_bot'] === true) {
    const says = 'controls the bot: can read what is sent to it and write in its name'
    return live({ permissions: ['act as the bot'], canMoveMoney: false, says }, now)
  }
  if (ok === false && (code === 401 || code === 404)) {
    return dead('revoked', `${answer.host} knows no such bot token (${code})`)
  }
  return unexpected(answer, `${integer(code) ?? ''}`)
}
