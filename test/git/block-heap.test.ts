import { expect, test } from 'vitest'
import { BlockHeap } from '../../src/git/block-heap.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { seeded } from '../helpers/seeded.ts'

test('blocks never overlap, stay inside the memory, and room is used again', () => {
  const kernel = createKernel()
  const heap = new BlockHeap(kernel)
  const random = seeded('heap')
  const live: { readonly ptr: number; readonly length: number }[] = []
  for (let i = 0; i < 5000; i++) {
    if (live.length > 30 || (live.length > 0 && random.int(2) === 0)) {
      heap.free(live.splice(random.int(live.length), 1)[0]!.ptr)
      continue
    }
    const length = random.int(20_000)
    const ptr = heap.allocate(length)
    expect(ptr).toBeGreaterThanOrEqual(kernel.heapStart)
    expect(ptr % 16).toBe(0)
    expect(ptr + length + 16).toBeLessThanOrEqual(kernel.bytes.length)
    const clash = live.filter(
      (other) => ptr < other.ptr + other.length + 1 && other.ptr < ptr + length + 1,
    )
    expect(clash).toEqual([])
    live.push({ ptr, length })
  }
  expect(kernel.bytes.length).toBeLessThan(4_000_000)
  for (const { ptr } of live) heap.free(ptr)
  expect(heap.liveBytes).toBe(0)
  expect(heap.allocate(10)).toBe(kernel.heapStart)
})

test('more than the memory can be is refused, a block that is not live too', () => {
  const heap = new BlockHeap(createKernel())
  expect(heap.allocate(2 ** 31)).toBe(-1)
  expect(() => heap.free(12)).toThrow('not live')
})
