import { seeded } from '../../../test/helpers/seeded.ts'
import { binancePlacements } from './binance.ts'
import { exchangeNames, makeCredential, plantedIn } from './credential.ts'
import { bodyDecoys } from './decoys-body.ts'
import { exchangeDecoys } from './decoys-exchange.ts'
import { hashDecoys } from './decoys-hash.ts'
import { textDecoys } from './decoys-text.ts'
import { pyc, sqlite, sqliteSettings } from './hard-files.ts'
import { moreWraps } from './hard-more.ts'
import { wraps } from './hard.ts'
import { clientPlacements } from './placements-clients.ts'
import { codePlacements } from './placements-code.ts'
import { configPlacements } from './placements-config.ts'
import type { Placement } from './placements-config.ts'
import { moreCodePlacements } from './placements-more-code.ts'
import { dataPlacements } from './placements-data.ts'
import { placePlacements } from './placements-places.ts'
import { providerWriters } from './provider-writers.ts'
import { makeProvider, providers } from './providers.ts'
import type { Made, Template } from './template.ts'
import { moreWalletMakers } from './wallets-more.ts'
import { walletMakers } from './wallets.ts'

export { isHeldBack } from './template.ts'
export type { Made, Planted, Template, Tier } from './template.ts'

const shared: Readonly<Record<string, Placement>> = {
  ...configPlacements,
  ...codePlacements,
  ...moreCodePlacements,
  ...dataPlacements,
  ...clientPlacements,
  ...placePlacements,
}

/** A key alone proves nothing where its shape is common. */
const binanceOnly = new Set(['key-only-env'])
/** What wraps are put around: each suits text of its own. */
const wrapped: Readonly<Record<string, string>> = {
  default: 'env-plain',
  'split-plus': 'js-constants',
  'split-plus-lines': 'java-final',
  'split-adjacent': 'py-constants',
  'split-dot': 'php-define',
  'split-continuation': 'env-plain',
  'split-lines-backslash': 'py-constants',
}
const allWraps = { ...wraps, ...moreWraps, pyc, sqlite, 'sqlite-settings': sqliteSettings }
const wrappedVendors = ['binance', 'bybit', 'kraken', 'okx']

function place(id: string, vendor: string, placement: Placement): Template {
  const expect = makeCredential(vendor, seeded(0)).expect
  return {
    id,
    tier: vendor === 'binance' ? 'binance' : 'exchanges',
    expect,
    make: (random): Made => {
      const credential = makeCredential(vendor, random)
      const [path, content] = placement(credential, random)
      return { path, content, planted: plantedIn(credential, content) }
    },
  }
}

function* list(): Generator<Template> {
  for (const [name, placement] of Object.entries(shared)) {
    yield place(`binance/${name}`, 'binance', placement)
    if (binanceOnly.has(name)) continue
    for (const vendor of exchangeNames) yield place(`exchange/${name}/${vendor}`, vendor, placement)
  }
  for (const [name, placement] of Object.entries(binancePlacements))
    yield place(`binance/own-${name}`, 'binance', placement)
  for (const [name, make] of Object.entries({ ...walletMakers, ...moreWalletMakers }))
    yield { id: `wallet/${name}`, tier: 'wallets', expect: '', make }
  for (const provider of Object.keys(providers)) {
    for (const writer of Object.keys(providerWriters)) {
      yield {
        id: `provider/${provider}/${writer}`,
        tier: 'providers',
        expect: '',
        make: (random) => makeProvider(provider, writer, random),
      }
    }
  }
  for (const [name, wrap] of Object.entries(allWraps)) {
    for (const vendor of wrappedVendors) {
      const placement = shared[wrapped[name] ?? 'env-plain']
      if (placement === undefined) throw new Error(`no placement for ${name}`)
      const plain = place('', vendor, placement)
      yield {
        ...plain,
        id: `hard/${name}/${vendor}`,
        tier: 'hard',
        make: (random) => wrap(plain.make(random), random),
      }
    }
  }
  for (const [name, decoy] of Object.entries({
    ...hashDecoys,
    ...textDecoys,
    ...bodyDecoys,
    ...exchangeDecoys,
  })) {
    yield {
      id: `decoy/${name}`,
      tier: 'decoy',
      expect: '',
      make: (random) => {
        const [path, content] = decoy(random)
        return { path, content, planted: [] }
      },
    }
  }
}

/** Every template, in a fixed order. */
export const templates: readonly Template[] = [...list()]

/** The `copy`-th file of a template; the same for the same numbers. */
export function makeFile(template: Template, copy: number, seed = 1): Made {
  return template.make(seeded(`${seed} ${template.id} ${copy}`))
}
