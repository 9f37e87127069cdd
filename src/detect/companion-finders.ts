import type { AlphabetName, RuleSpec, TokenShape } from '../model/rule.ts'
import type { CompiledToken } from './compile.ts'
import { namedValue } from './structures/named-value.ts'

/** How the companions of one rule are found in the text near a partner. */
export interface CompanionFinder {
  readonly rule: number
  /** Greatest distance from the partner, in bytes. */
  readonly within: number
  readonly tokens: readonly { readonly index: number; readonly pattern: RegExp }[]
  readonly named: boolean
}

const classes: Readonly<Record<AlphabetName, string>> = {
  base62: 'A-Za-z0-9',
  base64: 'A-Za-z0-9+/',
  base64url: 'A-Za-z0-9_-',
  hex: '0-9A-Fa-f',
  'lower-hex': '0-9a-f',
  'upper-hex': '0-9A-F',
  base58: '1-9A-HJ-NP-Za-km-z',
  'lower-alnum': '0-9a-z',
  'upper-alnum': '0-9A-Z',
  digits: '0-9',
  bech32: '023456789acdefghjklmnpqrstuvwxyzACDEFGHJKLMNPQRSTUVWXYZ',
  dashed: 'A-Za-z0-9-',
  path: 'A-Za-z0-9/_-',
}

/** For each rule, by index, the rules whose secrets may stand near one of its own and are not found by themselves. */
export function compileCompanions(
  rules: readonly RuleSpec[],
  tokens: readonly CompiledToken[],
): readonly (readonly CompanionFinder[])[] {
  const index = new Map(rules.map((rule, number) => [rule.id, number]))
  const finders: CompanionFinder[][] = rules.map(() => [])
  const hidden = hiddenTokens(rules, tokens)
  const made = new Map<string, CompanionFinder | null>()
  for (const [number, rule] of rules.entries()) {
    // All parts of one credential look for each other, whichever is found by itself.
    const within = Math.max(0, ...rule.pair.map((pair) => pair.within))
    const partners = rule.pair.flatMap((pair) => index.get(pair.with) ?? [])
    const members = [number, ...partners]
    for (const of of members) {
      for (const wanted of members) {
        if (of === wanted) continue
        const key = `${wanted} ${within}`
        let finder = made.get(key)
        if (finder === undefined) {
          finder = makeFinder(rules[wanted]!, wanted, within, hidden[wanted]!)
          made.set(key, finder)
        }
        if (finder) finders[of]!.push(finder)
      }
    }
  }
  return finders
}

interface HiddenToken {
  readonly index: number
  readonly shape: TokenShape
}

/** By rule. */
function hiddenTokens(
  rules: readonly RuleSpec[],
  tokens: readonly CompiledToken[],
): readonly (readonly HiddenToken[])[] {
  const byRule: HiddenToken[][] = rules.map(() => [])
  for (const [index, { rule, shape }] of tokens.entries()) {
    if (isHidden(shape)) byRule[rule]!.push({ index, shape })
  }
  return byRule
}

function makeFinder(
  rule: RuleSpec,
  number: number,
  within: number,
  hidden: readonly HiddenToken[],
): CompanionFinder | null {
  const tokens = hidden.map(({ index, shape }) => {
    let pattern: RegExp | null = null
    return {
      index,
      // Most rules never get a candidate, and a commit hook compiles the rules at every start.
      get pattern() {
        return (pattern ??= patternOf(shape))
      },
    }
  })
  const named = rule.shapes.some(
    (shape) => shape.kind === 'structure' && shape.name === namedValue.name,
  )
  return tokens.length > 0 || named ? { rule: number, within, tokens, named } : null
}

/** True for shapes that the search for runs finds only here and there. */
function isHidden({ companion, hints, minLength, prefixes }: TokenShape): boolean {
  return companion || hints.length > 0 || minLength + (prefixes[0]?.length ?? 0) < 20
}

function patternOf(shape: TokenShape): RegExp {
  const { minLength, maxLength, prefixes, suffix } = shape
  const chars = classes[shape.alphabet]
  const edge = chars.includes('_') || chars.endsWith('-') ? 'A-Za-z0-9_-' : 'A-Za-z0-9'
  const head = prefixes.length === 0 ? '' : `(?:${prefixes.map(escape).join('|')})`
  return new RegExp(
    `(?<![${edge}])${head}[${chars}]{${minLength},${maxLength}}${escape(suffix)}(?![${edge}])`,
    'g',
  )
}

function escape(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, String.raw`\$&`)
}
