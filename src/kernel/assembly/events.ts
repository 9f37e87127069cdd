// The list of what was found, for the host: four u32 each. Kinds and fields: ../events.ts.

// @ts-ignore: decorator
@inline export const tokenEvent: u32 = 1
// @ts-ignore: decorator
@inline export const prefixEvent: u32 = 2
// @ts-ignore: decorator
@inline export const encodedEvent: u32 = 3
// @ts-ignore: decorator
@inline export const rewriteEvent: u32 = 4
// @ts-ignore: decorator
@inline export const literalEvent: u32 = 5
// @ts-ignore: decorator
@inline export const wordsEvent: u32 = 6
// @ts-ignore: decorator
@inline export const numbersEvent: u32 = 7

let eventsAt: usize = 0
let eventsRoom: i32 = 0
let eventsUsed: i32 = 0
let eventsFull: bool = false

export function beginEvents(at: usize, room: i32): void {
  eventsAt = at
  eventsRoom = room
  eventsUsed = 0
  eventsFull = false
}

export function emit(kind: u32, start: i32, end: i32, extra: u32): void {
  if (eventsUsed == eventsRoom) {
    eventsFull = true
    return
  }
  const event = eventsAt + (<usize>eventsUsed << 4)
  store<u32>(event, kind)
  store<i32>(event + 4, start)
  store<i32>(event + 8, end)
  store<u32>(event + 12, extra)
  eventsUsed++
}

/** Number of events; -1 when there were more than there was room for. */
export function endEvents(): i32 {
  return eventsFull ? -1 : eventsUsed
}
