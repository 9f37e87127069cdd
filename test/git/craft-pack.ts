import { deflateSync } from 'node:zlib'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareIds } from '../../src/git/object-id.ts'

/** An entry of a pack that git would never write. */
export interface CraftedEntry {
  readonly id: Uint8Array
  /** 1 to 4, 6 (offset delta) or 7 (ref delta). */
  readonly type: number
  readonly content: Uint8Array
  /** Claimed inflated size; the true one by default. */
  readonly size?: number
  /** Raw id of a ref delta's base, or how far back an offset delta's is. */
  readonly base?: Uint8Array | number
  /** In the pack, not in its index. */
  readonly isUnlisted?: boolean
}

/** A raw id that is recognised at sight: the byte, 20 times. */
export function plainId(byte: number): Uint8Array {
  return new Uint8Array(20).fill(byte)
}

/** Writes a pack and its index into a repository's object directory. */
export async function writeCrafted(
  gitDir: string,
  name: string,
  entries: readonly CraftedEntry[],
): Promise<void> {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(entries.length, 8)
  const parts: Uint8Array[] = [header]
  const places: { offset: number; id: Uint8Array }[] = []
  let offset = header.length
  for (const entry of entries) {
    if (entry.isUnlisted !== true) places.push({ offset, id: entry.id })
    const bytes = Buffer.concat([entryHeader(entry), deflateSync(entry.content)])
    parts.push(bytes)
    offset += bytes.length
  }
  const trailer = plainId(0xee)
  const folder = join(gitDir, 'objects', 'pack')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.pack`), Buffer.concat([...parts, trailer]))
  await writeFile(join(folder, `${name}.idx`), indexV1(places, trailer))
}

/** A pack index of version 1, with no checksum of its own. */
export function indexV1(
  entries: readonly { readonly offset: number; readonly id: Uint8Array }[],
  packChecksum: Uint8Array,
): Uint8Array {
  const sorted = entries.toSorted((a, b) => compareIds(a.id, 0, b.id, 0, 20))
  const index = Buffer.alloc(1024 + 24 * sorted.length + 40)
  for (let first = 0; first < 256; first++) {
    index.writeUInt32BE(sorted.filter(({ id }) => id[0]! <= first).length, 4 * first)
  }
  for (const [i, { offset, id }] of sorted.entries()) {
    index.writeUInt32BE(offset, 1024 + 24 * i)
    index.set(id, 1024 + 24 * i + 4)
  }
  index.set(packChecksum, index.length - 40)
  return index
}

function entryHeader({ type, content, size = content.length, base }: CraftedEntry): Uint8Array {
  const bytes: number[] = []
  let left = Math.floor(size / 16)
  bytes.push((type << 4) | (size % 16) | (left > 0 ? 0x80 : 0))
  while (left > 0) {
    bytes.push((left % 128) | (left > 127 ? 0x80 : 0))
    left = Math.floor(left / 128)
  }
  if (typeof base === 'number') {
    const groups = [base % 128]
    for (let rest = Math.floor(base / 128); rest > 0; rest = Math.floor(rest / 128)) {
      rest--
      groups.unshift((rest % 128) | 0x80)
    }
    bytes.push(...groups)
  } else if (base !== undefined) bytes.push(...base)
  return Uint8Array.from(bytes)
}
