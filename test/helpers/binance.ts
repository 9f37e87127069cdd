import { seeded } from './seeded.ts'

/** A made-up Binance key and secret, the same for the same seed. */
export function binancePair(seed: string): { readonly key: string; readonly secret: string } {
  const random = seeded(seed)
  return { key: random.base62(64), secret: random.base62(64) }
}

/** Two lines as people write them. */
export function binanceEnv({
  key,
  secret,
}: {
  readonly key: string
  readonly secret: string
}): string {
  return `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`
}
