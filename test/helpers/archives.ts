import { gzipSync, deflateRawSync } from 'node:zlib'

export interface File {
  readonly name: string
  readonly content: string | Uint8Array
  /** Default: deflate in zip. */
  readonly stored?: boolean
  readonly encrypted?: boolean
  readonly method?: number
}

/** A zip archive without checksums (nobody here reads them). */
export function zip(files: readonly File[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, stored = false, encrypted = false, method } of files) {
    const plain = Buffer.from(content)
    const data = stored ? plain : deflateRawSync(plain)
    const packing = method ?? (stored ? 0 : 8)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(encrypted ? 1 : 0, 2)
    fields.writeUInt16LE(packing, 4)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(plain.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 0]),
        fields,
        tail,
        Buffer.from(name),
      ]),
    )
    locals.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

/** A ustar archive. */
export function tar(files: readonly File[]): Buffer {
  const blocks = files.flatMap(({ name, content }) => {
    const data = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write('0000644\0', 100)
    header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('        0', 148)
    header.write('ustar\x0000', 257, 'latin1')
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

export const gzip = (content: string | Uint8Array): Buffer => gzipSync(content)

/** An `ar` archive, as of a Debian package. */
export function ar(files: readonly File[]): Buffer {
  const members = files.map(({ name, content }) => {
    const data = Buffer.from(content)
    const head = `${name.padEnd(16)}${'1600000000'.padEnd(12)}0     0     100644  `
    const size = `${String(data.length).padEnd(10)}\`\n`
    return Buffer.concat([Buffer.from(head + size), data, Buffer.alloc(data.length % 2, '\n')])
  })
  return Buffer.concat([Buffer.from('!<arch>\n'), ...members])
}
