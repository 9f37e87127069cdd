import type { Verifier } from './verifier.ts'
import { aws } from './verifiers/aws.ts'
import { binance, binanceTestnet, binanceUs } from './verifiers/binance.ts'
import { bitget } from './verifiers/bitget.ts'
import { bybit } from './verifiers/bybit.ts'
import { coinbase } from './verifiers/coinbase.ts'
import { gate } from './verifiers/gate.ts'
import { github } from './verifiers/github.ts'
import { kraken } from './verifiers/kraken.ts'
import { kucoin } from './verifiers/kucoin.ts'
import { mexc } from './verifiers/mexc.ts'
import { okx } from './verifiers/okx.ts'
import { slack } from './verifiers/slack.ts'
import { stripe } from './verifiers/stripe.ts'
import { telegram } from './verifiers/telegram.ts'

const all: readonly Verifier[] = [
  aws,
  binance,
  binanceTestnet,
  binanceUs,
  bitget,
  bybit,
  coinbase,
  gate,
  github,
  kraken,
  kucoin,
  mexc,
  okx,
  slack,
  stripe,
  telegram,
]

/** Every verifier by the name rules use for it. Loading this module opens no connection. */
export const verifiers: ReadonlyMap<string, Verifier> = new Map(
  all.map((verifier) => [verifier.name, verifier]),
)
