/** The little of the WebAssembly interface that the kernel needs; the types of Node 20 do not have it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
  /** Adds pages of 64 KiB and detaches the old `buffer`. @throws RangeError when refused */
  grow(pages: number): number
}

interface WasmPlatform {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
  readonly CompileError: new () => Error
}

/** Undefined where the platform has none (`node --jitless`). */
export const webAssembly: WasmPlatform | undefined = (
  globalThis as unknown as { readonly WebAssembly?: WasmPlatform }
).WebAssembly
