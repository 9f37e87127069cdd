import { inside, matching } from './check.ts'
import type { Check } from './check.ts'
import { jwt } from './jwt.ts'

const anything = /^/
const uuid = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'

/** The token begins before its run of letters and digits. */
const behind = (pattern: RegExp): Check => inside(pattern, anything)

function both(first: Check, second: Check): Check {
  return (bytes, start, end) => {
    const found = first(bytes, start, end)
    return found === null ? null : second(bytes, found.start, found.end)
  }
}

/** Shapes of companies' tokens that length and alphabet do not tell. */
export const companyChecks: Readonly<Record<string, Check>> = {
  'airtable-token': behind(/pat[A-Za-z0-9]{14}\.$/),
  'azure-ad-secret': behind(/[\w.~-]{3}\dQ~$/),
  // Base32: the digits 0, 1, 8 and 9 do not occur in a key id.
  'base32-tail': matching(/^A[KS]IA[A-Z2-7]{16}$/),
  'behind-atlas': behind(/\.atlasv1\.$/),
  'behind-oauth': behind(/(?<![\w-])oauth:$/),
  'cloudflare-ca': both(matching(/^0-[0-9a-f]{24}-[0-9a-f]{146}$/), behind(/v1\.$/)),
  // A bot's id in base64, the time, a signature.
  'discord-bot': inside(/(?<![\w-])$/, /^\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/),
  'discord-webhook': matching(/^webhooks\/\d{17,20}\/[\w-]{60,80}$/),
  'doppler-token': behind(/dp\.(?:pt|st|ct|sa|scim|audit)\.$/),
  'dropbox-token': behind(/(?<![\w-])sl\.$/),
  'github-pat': matching(/^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/),
  'heroku-key': matching(new RegExp(`^(?:HRKU-AA[\\w-]+|(?:HRKU-)?${uuid})$`)),
  'hubspot-token': matching(new RegExp(`^pat-(?:na|eu|ap)\\d-${uuid}$`)),
  'mailchimp-key': matching(/^[0-9a-f]{32}-us\d{1,2}$/),
  'mailgun-key': matching(/^[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}$/),
  'mapbox-secret': both(behind(/(?<![\w-])sk\.$/), inside(/(?:)$/, /^\.[\w-]{20,40}(?![\w-])/)),
  'oanda-token': matching(/^[0-9a-f]{32}-[0-9a-f]{32}$/),
  // OpenAI's own name in base64 stands in the middle of all its keys.
  'openai-key': matching(/^sk-[\w-]*T3BlbkFJ[\w-]*$/),
  'resend-key': matching(/^re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}$/),
  sendgrid: inside(/(?<![A-Za-z0-9])SG\.$/, /^\.[\w-]{43}(?![\w-])/),
  'slack-token': matching(/^xox[abeoprs]-(?:\d-)?[\dA-Za-z]{8,}-|^xapp-\d-|^xwfp-/),
  'slack-webhook': matching(/^services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24}$/),
  'teams-webhook': matching(new RegExp(`^IncomingWebhook/[0-9a-f]{32}/${uuid}`)),
  // Behind `/bot` in the addresses of its interface.
  'telegram-bot': behind(/(?:(?<![A-Za-z0-9])|(?<=\/bot))\d{8,10}:$/),
  'vault-token': behind(/(?<![\w-])hv[sbr]\.$/),
  jwt,
}
