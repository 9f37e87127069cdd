import type { UnknownReason } from '../model/verdict.ts'

/** A request that gave no answer to judge. The message names a host at most: never a path, query, header or body. */
export class HttpFailure extends Error {
  readonly reason: UnknownReason

  constructor(reason: UnknownReason, message: string) {
    super(message)
    this.name = 'HttpFailure'
    this.reason = reason
  }
}
