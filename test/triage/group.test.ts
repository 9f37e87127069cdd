import { expect, test } from 'vitest'
import { groupSightings } from '../../src/triage/group.ts'
import type { Sighting } from '../../src/triage/group.ts'
import { seeded } from '../helpers/seeded.ts'
import { inBlob, inFile, makeHit, rules } from './make-hit.ts'

const random = seeded('group')
const [key, secret, secret2, lone] = Array.from({ length: 4 }, () => random.base62(64)) as [
  string,
  string,
  string,
  string,
]

function group(sightings: readonly Sighting[], salt: string | null = null) {
  return groupSightings(sightings, { rules, salt })
}

function pair(one: string, two: string, start: number = 0) {
  return makeHit(
    [
      ['key-rule', one],
      ['secret-rule', two],
    ],
    start,
  )
}

test('one credential for a secret in many places', () => {
  const hit = makeHit([['secret-rule', secret]])
  const found = group([inFile('b', hit), inFile('a', hit), inBlob('00', hit)])
  expect(found.length).toBe(1)
  expect(found[0]?.sightings.map(({ object }) => object.path ?? object.id)).toEqual([
    '00',
    'a',
    'b',
  ])
})

test('a pair takes in lone sightings of its key and of its secret', () => {
  const found = group([
    inFile('c', makeHit([['secret-rule', secret]])),
    inFile('a', makeHit([['key-rule', key]])),
    inFile('b', pair(key, secret)),
    inFile('d', makeHit([['secret-rule', lone]])),
  ])
  expect(
    found.map(({ sightings }) => sightings.map(({ object }) => object.path).join(' ')).toSorted(),
  ).toEqual(['a b c', 'd'])
  const both = found.find(({ parts }) => parts.length === 2)
  expect(both?.parts.map(({ role, value }) => [role, value])).toEqual([
    ['key', key],
    ['secret', secret],
  ])
})

test('two rules of one family see one secret', () => {
  const found = group([
    inFile('a', makeHit([['secret-rule', secret]])),
    inFile('b', makeHit([['other-secret-rule', secret]])),
  ])
  expect(found.length).toBe(1)
  expect(found[0]?.parts[0].rule.id).toBe('other-secret-rule')
})

test('what a rule of last resort saw elsewhere is the same secret', () => {
  const sightings = [
    inFile('a', makeHit([['generic-rule', secret]])),
    inFile('b', pair(key, secret)),
    inFile('c', makeHit([['generic-rule', lone]])),
  ]
  for (const order of [sightings, sightings.toReversed()]) {
    const found = group(order)
    expect(found.map(({ sightings: { length } }) => length).toSorted((a, b) => a - b)).toEqual([
      1, 2,
    ])
    const both = found.find(({ parts }) => parts.length === 2)
    expect(both?.parts.map(({ rule }) => rule.id)).toEqual(['key-rule', 'secret-rule'])
  }
})

test('a key with two secrets is two credentials; lone sightings go to the pair seen most', () => {
  const found = group([
    inFile('1', pair(key, secret)),
    inFile('2', pair(key, secret2)),
    inFile('3', pair(key, secret2)),
    inFile('4', makeHit([['key-rule', key]])),
  ])
  expect(found.length).toBe(2)
  const most = found.find(({ parts }) => parts.some(({ value }) => value === secret2))
  expect(most?.sightings.map(({ object }) => object.path)).toEqual(['2', '3', '4'])
})

test('three parts take in two of them', () => {
  const phrase = 'open sesame now'
  const found = group([
    inFile('1', pair(key, secret)),
    inFile(
      '2',
      makeHit([
        ['key-rule', key],
        ['secret-rule', secret],
        ['phrase-rule', phrase],
      ]),
    ),
    inFile(
      '3',
      makeHit([
        ['secret-rule', secret],
        ['key-rule', key],
      ]),
    ),
  ])
  expect(found.length).toBe(1)
  expect(found[0]?.sightings.length).toBe(3)
  expect(found[0]?.parts.map(({ role }) => role)).toEqual(['key', 'secret', 'passphrase'])
})

test('guessable secrets without a salt are told apart by their place, and grouped by their value', () => {
  const sightings = [
    inFile('b', makeHit([['password-rule', 'winter-2023']], 5)),
    inFile('a', makeHit([['password-rule', 'summer-2024']], 50)),
    inFile('a', makeHit([['password-rule', 'winter-2023']], 9)),
  ]
  const found = group(sightings)
  expect(found.length).toBe(2)
  expect(new Set(found.map(({ sightings: { length } }) => length))).toEqual(new Set([1, 2]))
  // The same places with other values have the same names: nothing of the value is in them.
  const renamed = group([
    inFile('b', makeHit([['password-rule', 'hunter-2025']], 5)),
    inFile('a', makeHit([['password-rule', 'tortoise-99']], 50)),
    inFile('a', makeHit([['password-rule', 'hunter-2025']], 9)),
  ])
  expect(renamed.map(({ id }) => id)).toEqual(found.map(({ id }) => id))
  expect(group(sightings, 'salt').map(({ id }) => id)).not.toEqual(found.map(({ id }) => id))
})

test('100,000 sightings of 50,000 secrets, and one key with 5,000 secrets, stay quick', () => {
  const many = Array.from({ length: 100_000 }, (_, i) =>
    inBlob(String(i % 70_000), makeHit([['secret-rule', `value ${i % 50_000} ${secret}`]], i)),
  )
  for (let i = 0; i < 5000; i++) many.push(inBlob(`p${i}`, pair(key, `${secret}${i}`)))
  many.push(inBlob('lone', makeHit([['key-rule', key]])))
  expect(group(many).length).toBe(55_000)
})

test('a hit of an unknown rule is a fault', () => {
  expect(() => group([inFile('a', makeHit([['no-such-rule', key]]))])).toThrow(/no-such-rule/)
})
