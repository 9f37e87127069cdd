import { binanceVendors } from './binance.ts'
import { bitgetVendor } from './bitget.ts'
import { bybitVendor } from './bybit.ts'
import { coinbaseVendor } from './coinbase.ts'
import { awsVendor, githubVendor, slackVendor, stripeVendor, telegramVendor } from './companions.ts'
import { gateVendor } from './gate.ts'
import { krakenVendor } from './kraken.ts'
import { kucoinVendor } from './kucoin.ts'
import { mexcVendor } from './mexc.ts'
import { okxVendor } from './okx.ts'
import type { Vendor } from './vendor.ts'

export const vendors: readonly Vendor[] = [
  ...binanceVendors,
  bybitVendor,
  okxVendor,
  kucoinVendor('3'),
  krakenVendor,
  coinbaseVendor,
  bitgetVendor,
  gateVendor,
  mexcVendor,
  telegramVendor,
  githubVendor,
  slackVendor,
  stripeVendor,
  awsVendor,
]

export function vendorOf(verifier: string): Vendor {
  const vendor = vendors.find((one) => one.verifier === verifier)
  if (!vendor) throw new Error(`no simulated vendor ${verifier}`)
  return vendor
}
