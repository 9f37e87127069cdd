/** SHA-256 (FIPS 180-4), synchronous and free of platform code: the engine also runs where there is no node:crypto. */
const K = new Uint32Array(64)
const initial = new Uint32Array(8)

/** Fractional parts of cube and square roots of the first primes, as the standard derives them. */
function fillConstants(): void {
  let found = 0
  for (let candidate = 2; found < 64; candidate++) {
    if (!isPrime(candidate)) continue
    if (found < 8) initial[found] = fraction(Math.sqrt(candidate))
    K[found] = fraction(Math.cbrt(candidate))
    found++
  }
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return true
}

function fraction(root: number): number {
  return (root - Math.floor(root)) * 2 ** 32
}

/** Lower-case hex digest of `bytes[start, end)`. */
export function sha256Hex(bytes: Uint8Array, start: number, end: number): string {
  // Made when first needed.
  if (K[0] === 0) fillConstants()
  const length = end - start
  const padded = new Uint8Array(((length + 72) >> 6) << 6)
  padded.set(bytes.subarray(start, end))
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(length / 0x20000000))
  view.setUint32(padded.length - 4, (length << 3) >>> 0)
  const state = initial.slice()
  const w = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) compress(state, w, view, block)
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('')
}

function rotr(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n))
}

function compress(state: Uint32Array, w: Uint32Array, view: DataView, block: number): void {
  for (let t = 0; t < 16; t++) w[t] = view.getUint32(block + t * 4)
  for (let t = 16; t < 64; t++) {
    const a = w[t - 15]!
    const b = w[t - 2]!
    const s0 = rotr(a, 7) ^ rotr(a, 18) ^ (a >>> 3)
    const s1 = rotr(b, 17) ^ rotr(b, 19) ^ (b >>> 10)
    w[t] = w[t - 16]! + s0 + w[t - 7]! + s1
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let t = 0; t < 64; t++) {
    const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + w[t]!) | 0
    const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = state[0]! + a
  state[1] = state[1]! + b
  state[2] = state[2]! + c
  state[3] = state[3]! + d
  state[4] = state[4]! + e
  state[5] = state[5]! + f
  state[6] = state[6]! + g
  state[7] = state[7]! + h
}
