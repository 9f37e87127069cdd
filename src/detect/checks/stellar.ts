import { isStellarSeed } from '../../bytes/stellar-seed.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

export const stellar: Check = test(isStellarSeed)
