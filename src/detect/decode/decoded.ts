/** Text that was decoded from a part of the scanned bytes. */
export interface Decoded {
  readonly bytes: Uint8Array
  /** Where the encoded form of a decoded offset stands in the scanned bytes. */
  readonly sourceOffset: (offset: number) => number
  /** Name of the encoding, as `Hit.via` has it. */
  readonly via: string
}
