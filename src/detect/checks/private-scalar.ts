import { isPrivateScalar } from '../../bytes/hex-scalar.ts'
import { latin1 } from '../../bytes/text.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

/** 64 hex digits, with `0x` or without, that are a private key of secp256k1. */
export const privateScalar: Check = test((bytes, _start, end) => {
  return isPrivateScalar(latin1(bytes, end - 64, end))
})
