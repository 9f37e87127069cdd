import { latin1 } from '../../bytes/text.ts'
import { DamagedArchive, memberName, type ArchiveEntry } from './member.ts'

const magicBytes = 8
const headBytes = 60
/** The last two bytes of every head. */
const headEnd = '`\n'

/**
 * The files of an `ar` archive: Debian packages, static libraries. Names are those of the heads; GNU's long ones stand
 * in a member `//`, BSD's in front of the content, and stay there.
 *
 * @throws DamagedArchive
 * @see ar(5) of FreeBSD, deb(5)
 */
export function* readAr(bytes: Uint8Array): Generator<ArchiveEntry> {
  for (let at = magicBytes; at < bytes.length;) {
    const start = at + headBytes
    if (start > bytes.length || latin1(bytes, start - 2, start) !== headEnd) {
      throw new DamagedArchive('a header of it is wrong')
    }
    const digits = latin1(bytes, at + 48, at + 58).trimEnd()
    if (!/^\d{1,10}$/.test(digits)) throw new DamagedArchive('a header of it is wrong')
    const size = Number(digits)
    const end = start + size
    if (end > bytes.length) throw new DamagedArchive('a member is cut')
    const name = memberName(bytes, at, at + 16)
      .trimEnd()
      .replace(/(?<=.)\/$/, '')
    if (size > 0) yield { name, start, end, size, method: 'stored', encrypted: false }
    // Heads stand at even offsets.
    at = end + (size % 2)
  }
}
