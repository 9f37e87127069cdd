import { nearFlags } from '../kernel/near.ts'
import type { BlobWords } from './blob-words.ts'
import type { Field } from './field.ts'
import { nameInFront } from './name-in-front.ts'
import { nearWords } from './near-text.ts'
import type { NearText } from './near-text.ts'
import { mayBeListed } from './neighbours.ts'
import { hasAddress } from './own-address.ts'

/** What stands in front of the rows of SQL. */
const rowsFollow = nearWords('names', ['values', 'stdin'])

/** What the bytes around one candidate say, each when it is first asked for. */
export class Surroundings {
  readonly near: NearText
  readonly blobWords: BlobWords
  readonly #bytes: Uint8Array
  readonly #start: number
  readonly #end: number
  #field: Field | null | undefined
  #isListed: boolean | undefined
  #hasAddress: boolean | undefined

  /** @param near read for this candidate */
  constructor(near: NearText, bytes: Uint8Array, start: number, end: number, blobWords: BlobWords) {
    this.near = near
    this.#bytes = bytes
    this.#start = start
    this.#end = end
    this.blobWords = blobWords
  }

  /** True when a name may stand there that its letters do not show. */
  get hidesNames(): boolean {
    return (this.near.flags & nearFlags.joinsNames) !== 0
  }

  /** False when more stands around than values like it. */
  get mayBeBare(): boolean {
    return (this.near.flags & nearFlags.isNoList) === 0
  }

  get mayBeListed(): boolean {
    return (this.#isListed ??=
      this.mayBeBare || mayBeListed(this.#bytes, this.near.above, this.#start, this.#end))
  }

  get hasAddress(): boolean {
    return (this.#hasAddress ??= hasAddress(this.#bytes, this.#start, this.#end))
  }

  /** The name it is given, without the call, where that is easily told. */
  get field(): Field | null {
    if (this.#field === undefined) {
      const { near } = this
      const inColumn = (near.flags & nearFlags.hasBar) !== 0 || near.holds(rowsFollow)
      this.#field = inColumn ? null : nameInFront(this.#bytes, near.from, this.#start)
    }
    return this.#field
  }
}
