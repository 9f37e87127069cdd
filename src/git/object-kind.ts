/** Object types by their number in packs. */
export const objectKinds = { commit: 1, tree: 2, blob: 3, tag: 4 } as const

export type ObjectKind = (typeof objectKinds)[keyof typeof objectKinds]

/** Name as git writes it in loose headers. */
export const kindNames: Readonly<Record<ObjectKind, string>> = {
  1: 'commit',
  2: 'tree',
  3: 'blob',
  4: 'tag',
}

/** Kind of a loose header's type word; null for anything else. */
export function kindFromName(name: string): ObjectKind | null {
  switch (name) {
    case 'commit':
      return 1
    case 'tree':
      return 2
    case 'blob':
      return 3
    case 'tag':
      return 4
    default:
      return null
  }
}
