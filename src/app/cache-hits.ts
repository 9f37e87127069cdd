import { latin1 } from '../bytes/text.ts'
import { GrowableBytes, GrowableU32 } from '../git/growable.ts'
import { idFromHex } from '../git/object-id.ts'
import { objectKinds, type ObjectKind } from '../git/object-kind.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Sighting } from '../triage/group.ts'
import type { CachedHits } from './cache-sections.ts'

/** All of a hit but the secrets and where it stands. */
interface HitShape {
  readonly rule: string
  readonly parts: readonly {
    readonly role: HitPart['role']
    readonly rule: string
    /** From the start of the first part. */
    readonly from: number
    readonly length: number
  }[]
  readonly evidence: Hit['evidence']
  readonly via: Hit['via']
  readonly testnet: boolean
}

/** Its secrets stand in the text as they are, or in plain base64: who has the text and the spans has the hit. */
export function canBeRecalled({ parts, via }: Hit, bytes: Uint8Array): boolean {
  return parts.every(({ value, start, end }) => valueAt(bytes, start, end, via) === value)
}

/** The secret at a span of the text; null where more is needed to tell. */
function valueAt(bytes: Uint8Array, start: number, end: number, via: Hit['via']): string | null {
  const text = latin1(bytes, start, end)
  if (via.length === 0) return text
  return via.length === 1 && via[0] === 'base64'
    ? Buffer.from(text, 'base64').toString('latin1')
    : null
}

/** Reads hits by their objects. */
export class HitRecords {
  readonly #cached: CachedHits
  readonly #idLength: number
  #shapes: readonly HitShape[] | null = null

  /** @param cached null: none */
  constructor(cached: CachedHits | null, idLength: number) {
    this.#cached = cached ?? new HitWriter().finish()
    this.#idLength = idLength
  }

  get count(): number {
    return this.#cached.kinds.length
  }

  /** Raw id, a view. */
  id(object: number): Uint8Array {
    return this.#cached.ids.subarray(object * this.#idLength, (object + 1) * this.#idLength)
  }

  kind(object: number): ObjectKind {
    return this.#cached.kinds[object] as ObjectKind
  }

  /** @param bytes the object's content */
  hits(object: number, bytes: Uint8Array): Hit[] {
    const { starts, shapes, offsets } = this.#cached
    const hits: Hit[] = []
    for (let i = starts[object]!; i < starts[object + 1]!; i++) {
      hits.push(toHit(this.#shape(shapes[i]!), offsets[i]!, bytes))
    }
    return hits
  }

  /** Hands on the hits of an object as they are. */
  copy(object: number, to: HitWriter): void {
    const { starts, shapes, offsets } = this.#cached
    to.begin(this.id(object), this.kind(object))
    for (let i = starts[object]!; i < starts[object + 1]!; i++) {
      to.add(this.#shape(shapes[i]!), offsets[i]!)
    }
  }

  #shape(number: number): HitShape {
    this.#shapes ??= JSON.parse(Buffer.from(this.#cached.texts).toString()) as HitShape[]
    return this.#shapes[number]!
  }
}

function toHit(shape: HitShape, at: number, bytes: Uint8Array): Hit {
  const { rule, parts, evidence, via, testnet } = shape
  const made = parts.map(({ role, rule: partRule, from, length }): HitPart => {
    const [start, end] = [at + from, at + from + length]
    return { role, rule: partRule, start, end, value: valueAt(bytes, start, end, via) ?? '' }
  })
  return { rule, parts: made as [HitPart, ...HitPart[]], evidence, via, testnet }
}

/** Collects hits for the cache. Few differ in more than where they stand. */
export class HitWriter {
  readonly #ids = new GrowableBytes()
  readonly #kinds: number[] = []
  readonly #starts: number[] = []
  readonly #shapes = new GrowableU32()
  readonly #offsets = new GrowableU32()
  readonly #texts = new Map<string, number>()

  /** From here on hits are of this object. */
  begin(id: Uint8Array, kind: ObjectKind): void {
    this.#ids.push(id, 0, id.length)
    this.#kinds.push(kind)
    this.#starts.push(this.#shapes.length)
  }

  add(shape: HitShape, offset: number): void {
    const text = JSON.stringify(shape)
    const number = this.#texts.get(text) ?? this.#texts.size
    this.#texts.set(text, number)
    this.#shapes.push(number)
    this.#offsets.push(offset)
  }

  /** @param sightings in the order in which the scan told them */
  addAll(sightings: readonly Sighting[], isWanted: (id: Uint8Array) => boolean): void {
    let last = ''
    let takes = false
    for (const { hit, object } of sightings) {
      if (object.id !== last) {
        last = object.id ?? ''
        const id = idFromHex(last)
        takes = id !== null && isWanted(id)
        if (takes && id !== null) this.begin(id, kindOf(object.kind))
      }
      if (takes) this.add(toShape(hit), hit.parts[0].start)
    }
  }

  finish(): CachedHits {
    return {
      ids: this.#ids.take(),
      kinds: Uint8Array.from(this.#kinds),
      starts: Uint32Array.from([...this.#starts, this.#shapes.length]),
      shapes: this.#shapes.take(),
      offsets: this.#offsets.take(),
      texts: Uint8Array.from(Buffer.from(`[${[...this.#texts.keys()].join()}]`)),
    }
  }
}

/** Of objects of a repository. */
function kindOf(kind: OccurrenceKind): ObjectKind {
  if (kind === 'message') return objectKinds.commit
  return kind === 'tag' ? objectKinds.tag : objectKinds.blob
}

function toShape({ rule, parts, evidence, via, testnet }: Hit): HitShape {
  const at = parts[0].start
  return {
    rule,
    parts: parts.map((part) => ({
      role: part.role,
      rule: part.rule,
      from: part.start - at,
      length: part.end - part.start,
    })),
    evidence,
    via,
    testnet,
  }
}
