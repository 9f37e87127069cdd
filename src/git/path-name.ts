/**
 * A path as it leaves git: UTF-8 where the bytes are UTF-8, else percent-encoded (every byte outside printable
 * ASCII, and `%`), which `encoded` says.
 */
export interface PathName {
  readonly path: string
  readonly encoded: boolean
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @param binary the path, one character per byte */
export function pathName(binary: string): PathName {
  const bytes = Buffer.from(binary, 'latin1')
  try {
    return { path: strict.decode(bytes), encoded: false }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { path: percentEncode(bytes), encoded: true }
  }
}

function percentEncode(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x25
    text += plain ? String.fromCharCode(byte) : `%${hexByte(byte)}`
  }
  return text
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
