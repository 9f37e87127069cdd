import { resolve } from 'node:path'
import { compileRules, type Engine, type Scratch } from '../detect/index.ts'
import { idFromHex } from '../git/object-id.ts'
import { openObjectStore, type ObjectStore } from '../git/object-store.ts'
import { openRepository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding, FindingSecret } from '../model/finding.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { Secret } from '../model/secret.ts'
import { loadDocumentedExamples } from '../rules/builtin.ts'
import { readSmallFile } from '../sources/small-file.ts'
import { credentialId, fingerprintSecret } from '../triage/fingerprint.ts'
import { createContentScratch } from './content-scratch.ts'
import { scanContent } from './scan-content.ts'

export interface RereadOptions {
  /** Path of the repository that objects are read from; null for none. */
  readonly repository: string | null
  /** Folder that paths of files start from. */
  readonly pathsFrom: string
  readonly rules: readonly RuleSpec[]
  /** The baseline's salt: fingerprints of guessable secrets are keyed with it. */
  readonly salt: string | null
}

/** A finding with its secrets in hand again. `id` and fingerprints are those that a scan with the salt gives. */
export interface Reread {
  readonly finding: Finding
  /** Null when what the report speaks of is not there any more. */
  readonly whole: Finding | null
}

/** Places looked through for one credential before it is given up. */
const maxPlaces = 100

/**
 * Reads secrets again from the blobs and files that a report names, since reports do not hold them. A secret counts as
 * the same when its fingerprint is, or, where that says nothing (a guessable secret), when it stands at the same span
 * and looks the same masked. Objects never change; a file may have, and then its secrets are not found.
 */
export function rereadSecrets(findings: readonly Finding[], options: RereadOptions): Reread[] {
  const texts = new Texts(options)
  try {
    return findings.map((finding) => ({ finding, whole: reread(finding, texts) }))
  } finally {
    texts.close()
  }
}

/** Byte strings that hold a secret, and places where it cannot be cut out as one. */
export interface WrittenSecrets {
  readonly values: readonly Uint8Array[]
  /** Paths (or object ids) of archives and of binary files, UTF-16 among them: git filter-repo leaves these alone. */
  readonly enclosed: readonly string[]
}

const maxWrittenBytes = 1024 * 1024
const compressed = /^(?:gzip|zip|tar|bzip2|xz|zstd|deflate|docx|xlsx|jar|whl)/

/**
 * Every way in which the secrets of findings stand in their texts: as they are, or encoded, split, escaped.
 *
 * @param findings with their secrets in hand
 */
export function readWrittenSecrets(
  findings: readonly Finding[],
  options: RereadOptions,
): WrittenSecrets {
  const texts = new Texts(options)
  const values = new Map<string, Uint8Array>()
  const enclosed = new Set<string>()
  const keep = (bytes: Uint8Array): unknown =>
    values.set(Buffer.from(bytes).toString('latin1'), bytes.slice())
  try {
    for (const finding of findings) {
      const own = new Set(finding.secrets.flatMap(({ secret }) => secret?.reveal('purge') ?? []))
      for (const value of own) keep(Buffer.from(value))
      for (const place of finding.occurrences.slice(0, maxPlaces)) {
        for (const { parts, via } of texts.hits(place)) {
          const meant = parts.filter((part) => own.has(part.value))
          if (meant.length === 0) continue
          const bytes = texts.bytes(place)
          const isEnclosed = via.some((step) => compressed.test(step)) || isBinary(bytes)
          if (isEnclosed) enclosed.add(place.path === '' ? (place.blob ?? '') : place.path)
          if (isEnclosed) continue
          for (const { start, end, value } of meant) {
            const written = bytes?.subarray(start, end)
            if (written === undefined || written.length > maxWrittenBytes) continue
            if (written.length > 0 && Buffer.from(value).compare(written) !== 0) keep(written)
          }
        }
      }
    }
    return { values: [...values.values()], enclosed: [...enclosed].toSorted() }
  } finally {
    texts.close()
  }
}

/** As git and git filter-repo tell: a NUL near the start. */
function isBinary(bytes: Uint8Array | null): boolean {
  return bytes !== null && bytes.subarray(0, 8192).includes(0)
}

function reread(finding: Finding, texts: Texts): Finding | null {
  const found = new Map<string, FoundSecret>()
  for (const place of finding.occurrences.slice(0, maxPlaces)) {
    if (found.size === finding.secrets.length) break
    const hits = texts.hits(place)
    const atSpan = hitsAt(place, hits)
    for (const part of [...atSpan, ...hits].flatMap((hit) => hit.parts)) {
      const isNear = atSpan.some((hit) => hit.parts.includes(part))
      const match = texts.match(part, finding.secrets, isNear)
      if (match !== null && !found.has(match.was.fingerprint)) {
        found.set(match.was.fingerprint, match)
      }
    }
  }
  const [first, ...others] = finding.secrets.map(({ fingerprint }) => found.get(fingerprint))
  if (first === undefined || others.includes(undefined)) return null
  const secrets = [first, ...others].flatMap((item) => (item === undefined ? [] : [item.now]))
  return {
    ...finding,
    id: credentialId(secrets.map(({ fingerprint }) => fingerprint)),
    secrets: secrets as [FindingSecret, ...FindingSecret[]],
  }
}

interface FoundSecret {
  readonly was: FindingSecret
  readonly now: FindingSecret
}

/** Those that a place speaks of: what is packed has the span of what holds it, and the way there tells which it is. */
function hitsAt({ span, via = [] }: Occurrence, hits: readonly Hit[]): readonly Hit[] {
  const way = JSON.stringify(via)
  return hits.filter(({ parts: [part], via: steps }) => {
    return part.start === span[0] && part.end === span[1] && JSON.stringify(steps) === way
  })
}

/** Hits of each text, scanned once; those of an archive in what it unpacks to. */
class Texts {
  readonly #options: RereadOptions
  readonly #rules: ReadonlyMap<string, RuleSpec>
  readonly #engine: Engine
  readonly #scratch: Scratch
  readonly #hits = new Map<string, readonly Hit[]>()
  #store: ObjectStore | null | undefined

  constructor(options: RereadOptions) {
    this.#options = options
    this.#rules = new Map(options.rules.map((rule) => [rule.id, rule]))
    const documentedExamples = loadDocumentedExamples()
    this.#engine = compileRules(options.rules, { documentedExamples })
    this.#scratch = createContentScratch(this.#engine, null)
  }

  hits(place: Occurrence): readonly Hit[] {
    const key = place.blob ?? `\0${place.path}`
    let hits = this.#hits.get(key)
    if (hits === undefined) {
      const bytes = this.bytes(place)
      hits = bytes === null ? [] : this.#scan(bytes, place)
      this.#hits.set(key, hits)
    }
    return hits
  }

  /** Null for what is not there any more. */
  bytes(place: Occurrence): Uint8Array | null {
    return place.blob === null ? this.#file(place) : this.#object(place.blob)
  }

  /** The secret of a finding that a part is, with its fingerprint as it would be now. */
  match(part: HitPart, secrets: readonly FindingSecret[], isAtSpan: boolean): FoundSecret | null {
    const rule = this.#rules.get(part.rule)
    if (rule === undefined) return null
    const { family, guessable, role } = rule
    const { salt } = this.#options
    const key =
      salt === null ? { kind: 'place' as const, place: '' } : { kind: 'salt' as const, salt }
    const fingerprint = fingerprintSecret(family, part.value, guessable, key)
    const secret = new Secret(part.value, role, guessable)
    const same = secrets.find((known) => known.fingerprint === fingerprint)
    if (same !== undefined) return { was: same, now: { ...same, secret } }
    const alike = secrets.find((known) => known.role === role && known.masked === secret.masked)
    if (!isAtSpan || alike === undefined) return null
    const isKeyed = salt !== null && secret.masked === '********'
    return {
      was: alike,
      now: { ...alike, secret, ...(isKeyed ? { fingerprint } : {}) },
    }
  }

  close(): void {
    this.#store?.close()
  }

  #scan(bytes: Uint8Array, place: Occurrence): readonly Hit[] {
    const kind =
      place.kind === 'message' || place.kind === 'tag' || place.kind === 'file'
        ? place.kind
        : 'blob'
    const target = { bytes, windows: null, windowCount: 0, kind, pathHint: place.path } as const
    return scanContent(this.#engine, target, this.#scratch).hits
  }

  #object(hex: string): Uint8Array | null {
    const id = idFromHex(hex)
    const store = this.#openStore()
    const read = id === null || store === null ? null : store.read(id)
    return read?.status === 'ok' ? read.bytes : null
  }

  #openStore(): ObjectStore | null {
    if (this.#store === undefined) {
      const { repository } = this.#options
      this.#store = repository === null ? null : openObjectStore(openRepository(repository))
    }
    return this.#store
  }

  #file(place: Occurrence): Uint8Array | null {
    if (place.kind !== 'file' || place.path === '' || place.path.includes('\0')) return null
    const maxBytes = limits.maxObjectBytes
    return readSmallFile(this.#pathOf(place), { followLinks: false, maxBytes })
  }

  #pathOf({ path, pathEncoded }: Occurrence): string | Buffer {
    const { pathsFrom } = this.#options
    if (pathEncoded !== true) return resolve(pathsFrom, path)
    const binary = path.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    return Buffer.concat([Buffer.from(`${pathsFrom}/`), Buffer.from(binary, 'latin1')])
  }
}

/** @throws ScanError `report` when the report's kind cannot be read again at all */
export function refuseUnreadable(kind: string): void {
  if (kind !== 'stdin' && kind !== 'text') return
  throw new ScanError(
    'report',
    'this report is of standard input, which cannot be read again; scan again with --verify instead.',
  )
}
