import { crc32, deflateSync } from 'node:zlib'

/** Writes reftables as git's Documentation/technical/reftable.txt describes them, for tests of the reader. */
export interface TableContent {
  readonly refs: readonly WrittenRef[]
  readonly logs?: readonly WrittenLog[]
  readonly blockSize?: number
  readonly sha256?: boolean
}

export interface WrittenRef {
  readonly name: string
  /** Hex ids (one, or two for a peeled tag), another ref, or nothing for a deletion. */
  readonly value: readonly string[] | { readonly target: string }
}

export interface WrittenLog {
  readonly name: string
  readonly updateIndex: number
  /** Null deletes. */
  readonly ids: readonly [old: string, now: string] | null
}

export function writeReftable({
  refs,
  logs = [],
  blockSize = 4096,
  sha256 = false,
}: TableContent): Buffer {
  const version = sha256 ? 2 : 1
  const header = Buffer.alloc(sha256 ? 28 : 24)
  header.write('REFT')
  header.writeUIntBE((version << 24) | blockSize, 4, 4)
  header.writeBigUInt64BE(1n, 8)
  header.writeBigUInt64BE(9n, 16)
  if (sha256) header.write('s256', 24)

  const parts: Buffer[] = []
  let length = 0
  const add = (part: Buffer): void => {
    parts.push(part)
    length += part.length
  }
  add(header)
  let pending = [...refs].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  while (pending.length > 0) {
    const inFirst = length === header.length ? header.length : 0
    const { block, rest } = refBlock(pending, blockSize, inFirst)
    pending = rest
    add(block)
    const over = (length - 0) % blockSize
    if (over > 0 && pending.length > 0) add(Buffer.alloc(blockSize - over))
  }
  let logPosition = 0
  if (logs.length > 0) {
    if (refs.length > 0) logPosition = length
    add(logBlock(logs, refs.length === 0 ? header.length : 0))
  }
  const footer = Buffer.alloc(header.length + 44)
  header.copy(footer)
  footer.writeBigUInt64BE(BigInt(logPosition), header.length + 24)
  footer.writeUInt32BE(checksum(footer.subarray(0, footer.length - 4)), footer.length - 4)
  add(footer)
  return Buffer.concat(parts)
}

function refBlock(
  refs: readonly WrittenRef[],
  blockSize: number,
  inFirst: number,
): { block: Buffer; rest: WrittenRef[] } {
  const records: Buffer[] = []
  const restarts: number[] = []
  let at = inFirst + 4
  let before = ''
  let count = 0
  for (const ref of refs) {
    const restart = count % 3 === 0
    const record = refRecord(ref, restart ? '' : before)
    const room = blockSize - at - record.length - (restarts.length + 1) * 3 - 2
    if (room < 0 && count > 0) break
    if (restart) restarts.push(at)
    records.push(record)
    at += record.length
    before = ref.name
    count++
  }
  const tail = Buffer.alloc(restarts.length * 3 + 2)
  restarts.forEach((offset, i) => tail.writeUIntBE(offset, i * 3, 3))
  tail.writeUInt16BE(restarts.length, restarts.length * 3)
  const head = Buffer.alloc(4)
  head.write('r')
  head.writeUIntBE(at + tail.length, 1, 3)
  return { block: Buffer.concat([head, ...records, tail]), rest: refs.slice(count) }
}

function refRecord({ name, value }: WrittenRef, before: string): Buffer {
  const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
  if (!('target' in value)) {
    const body = Buffer.concat(value.map(bytes))
    return Buffer.concat([key(Buffer.from(name), before, value.length), varint(0), body])
  }
  const target = Buffer.from(value.target)
  return Buffer.concat([
    key(Buffer.from(name), before, 3),
    varint(0),
    varint(target.length),
    target,
  ])
}

function logBlock(logs: readonly WrittenLog[], inFirst: number): Buffer {
  const records = logs
    .map((log) => {
      const index = Buffer.alloc(8)
      index.writeBigUInt64BE(0xffff_ffff_ffff_ffffn - BigInt(log.updateIndex))
      return { log, name: Buffer.concat([Buffer.from(`${log.name}\0`), index]) }
    })
    .toSorted((a, b) => Buffer.compare(a.name, b.name))
    .map(({ log, name }) => {
      const head = key(name, '', log.ids === null ? 0 : 1)
      if (log.ids === null) return head
      const who = Buffer.from('Ada')
      const message = Buffer.from('commit: a message\n')
      return Buffer.concat([
        head,
        ...log.ids.map((id) => Buffer.from(id, 'hex')),
        varint(who.length),
        who,
        varint(who.length),
        who,
        varint(1_700_000_000),
        Buffer.from([0, 60]),
        varint(message.length),
        message,
      ])
    })
  const tail = Buffer.from([0, 0, (inFirst + 4) & 0xff, 0, 1])
  const content = Buffer.concat([...records, tail])
  const head = Buffer.alloc(4)
  head.write('g')
  head.writeUIntBE(inFirst + 4 + content.length, 1, 3)
  return Buffer.concat([head, deflateSync(content)])
}

function key(name: Buffer, before: string, type: number): Buffer {
  const text = name.toString('latin1')
  let shared = 0
  while (shared < before.length && before[shared] === text[shared]) shared++
  const suffix = name.subarray(shared)
  return Buffer.concat([varint(shared), varint(suffix.length * 8 + type), suffix])
}

function varint(value: number): Buffer {
  const bytes = [value & 0x7f]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest--
    bytes.unshift(0x80 | (rest & 0x7f))
  }
  return Buffer.from(bytes)
}

/** zlib.crc32 came with Node 20.15. */
function checksum(bytes: Uint8Array): number {
  return crc32(bytes)
}
