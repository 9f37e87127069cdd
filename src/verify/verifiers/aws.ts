import { createHash, createHmac } from 'node:crypto'
import type { Verdict } from '../../model/verdict.ts'
import { errorCode, record, text } from '../json.ts'
import {
  dead,
  generalVerdict,
  live,
  rateLimited,
  unexpected,
  unknown,
  wrongPartner,
} from '../outcome.ts'
import type { Answer, Moment, Outgoing, Parts, Verifier } from '../verifier.ts'

const host = 'sts.amazonaws.com'
const region = 'us-east-1'
const body = 'Action=GetCallerIdentity&Version=2011-06-15'

/**
 * GetCallerIdentity needs no permission and cannot be denied by a policy.
 * Source: docs.aws.amazon.com/STS (GetCallerIdentity, CommonErrors), IAM user guide ("Create a signed AWS API
 * request", Signature Version 4).
 */
export const aws: Verifier = {
  name: 'aws',
  vendor: 'AWS',
  needs: [['key', 'secret']],
  hosts: [host],
  async verify(parts, http, signal) {
    const answer = await http.send(host, (moment) => signed(parts, moment), signal)
    return generalVerdict(answer) ?? judge(answer, http.now())
  },
}

function signed(parts: Parts, moment: Moment): Outgoing {
  const time = new Date(moment.now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const session = parts.get('token')
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: moment.host,
    'x-amz-date': time,
    ...(session !== undefined && { 'x-amz-security-token': session }),
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')
  const request = ['POST', '/', '', lines, names.join(';'), sha256(body)].join('\n')
  const scope = `${day}/${region}/sts/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')
  const key = [day, region, 'sts', 'aws4_request'].reduce<Buffer>(
    (last, part) => createHmac('sha256', last).update(part).digest(),
    Buffer.from(`AWS4${parts.get('secret') ?? ''}`),
  )
  const signature = createHmac('sha256', key).update(text).digest('hex')
  const credential = `${parts.get('key') ?? ''}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { method: 'POST', path: '/', body, headers: { ...headers, authorization } }
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

function judge(answer: Answer, now: number): Verdict {
  const result = record(
    record(record(answer.json)['GetCallerIdentityResponse'])['GetCallerIdentityResult'],
  )
  const arn = text(result['Arn'])
  if (answer.status === 200 && arn.startsWith('arn:aws')) {
    const root = arn.endsWith(':root')
    const says = root
      ? 'works, as root of the account: can do everything'
      : 'works; AWS does not tell its rights here'
    return live({ permissions: root ? ['do everything'] : [], says }, now)
  }
  const code = errorCode(record(record(answer.json)['Error'])['Code'])
  switch (code) {
    case 'InvalidClientTokenId':
      return dead(
        'no-such-key',
        `${answer.host} knows no such active key: deleted or made inactive`,
      )
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return dead('expired', `${answer.host} says that the session has expired`)
    case 'SignatureDoesNotMatch':
      // Also the answer when the clock is more than 15 minutes off.
      return Math.abs(clockError(answer, now)) > 300_000
        ? unknown('clock', `${answer.host} and this machine disagree on the time`)
        : wrongPartner(answer.host, 'secret')
    case 'RequestExpired':
      return unknown('clock', `${answer.host} and this machine disagree on the time`)
    case 'Throttling':
    case 'ThrottlingException':
      return rateLimited(answer.host)
    default:
      return unexpected(answer, code)
  }
}

/** Milliseconds by the Date header; 0 when there is none. */
function clockError(answer: Answer, now: number): number {
  const date = Date.parse(text(answer.headers['date']))
  return Number.isNaN(date) ? 0 : date - now
}
