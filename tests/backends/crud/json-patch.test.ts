import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonPatch, PatchFault } from '../../../src/backends/crud/json-patch.ts'
import { mergePatch } from '../../../src/backends/crud/patch.ts'
import { toPointer } from '../../../src/kernel/index.ts'

function outcome(target: unknown, patch: unknown): unknown {
  try {
    return { value: jsonPatch(target, patch) }
  } catch (thrown) {
    if (thrown instanceof PatchFault) return thrown.kind
    throw thrown
  }
}

const cup = { name: 'cup', tags: ['blue', 'old'], size: { height: 9 } }

describe('a JSON patch', () => {
  // What the appendix of RFC 6902 shows, case by case.
  it.each<[what: string, target: unknown, patch: object[], wanted: unknown]>([
    ['A.1 adds a member', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['A.2 adds an item before another', { l: ['x', 'z'] }, [{ op: 'add', path: '/l/1', value: 'y' }], { l: ['x', 'y', 'z'] }],
    ['A.3 removes a member', { a: 1, b: 2 }, [{ op: 'remove', path: '/b' }], { a: 1 }],
    ['A.4 removes an item', { l: [1, 2, 3] }, [{ op: 'remove', path: '/l/1' }], { l: [1, 3] }],
    ['A.5 replaces a member', { a: 1 }, [{ op: 'replace', path: '/a', value: [2] }], { a: [2] }],
    ['A.6 moves a member', { a: { x: 1, y: 2 }, b: {} }, [{ op: 'move', from: '/a/x', path: '/b/z' }], { a: { y: 2 }, b: { z: 1 } }],
    ['A.7 moves an item', { l: [1, 2, 3, 4] }, [{ op: 'move', from: '/l/1', path: '/l/3' }], { l: [1, 3, 4, 2] }],
    [
      'A.8 goes on where a test is met',
      { a: 'x', l: [1, 'y'] },
      [
        { op: 'test', path: '/l/1', value: 'y' },
        { op: 'test', path: '/a', value: 'x' },
      ],
      { a: 'x', l: [1, 'y'] },
    ],
    ['A.10 adds a member with members', { a: 1 }, [{ op: 'add', path: '/b', value: { c: 2 } }], { a: 1, b: { c: 2 } }],
    ['A.11 passes over members it does not know', { a: 1 }, [{ op: 'add', path: '/b', value: 2, why: 'so' }], { a: 1, b: 2 }],
    ['A.14 reads ~01 as ~1', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    ['A.16 adds behind the last item', { l: [1] }, [{ op: 'add', path: '/l/-', value: [2] }], { l: [1, [2]] }],
    ['replaces the whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    ['adds over a member that is there', { a: 1 }, [{ op: 'add', path: '/a', value: null }], { a: null }],
    [
      'copies',
      { a: [1] },
      [
        { op: 'copy', from: '/a', path: '/b' },
        { op: 'add', path: '/b/-', value: 2 },
      ],
      { a: [1], b: [1, 2] },
    ],
    [
      'tests the whole, whatever the order of its members',
      { a: 1, b: 2 },
      [{ op: 'test', path: '', value: { b: 2, a: 1 } }],
      { a: 1, b: 2 },
    ],
    ['knows an empty name', { '': 1 }, [{ op: 'replace', path: '/', value: 2 }], { '': 2 }],
  ])('%s', (_, target, patch, wanted) => expect(outcome(target, patch)).toEqual({ value: wanted }))

  it.each<[what: string, target: unknown, patch: unknown, kind: PatchFault['kind']]>([
    ['A.9 a test that is not met', { a: 'x' }, [{ op: 'test', path: '/a', value: 'y' }], 'test'],
    ['A.12 a place in what is not there', { a: 1 }, [{ op: 'add', path: '/b/c', value: 2 }], 'absent'],
    ['A.15 a text for a number', { a: 10 }, [{ op: 'test', path: '/a', value: '10' }], 'test'],
    ['a place behind the end', { l: [1] }, [{ op: 'add', path: '/l/2', value: 2 }], 'absent'],
    ['an index with a zero before it', { l: [1, 2] }, [{ op: 'replace', path: '/l/01', value: 2 }], 'absent'],
    ['an index that is no whole number', { l: [1, 2] }, [{ op: 'remove', path: '/l/1e0' }], 'absent'],
    ['the item behind the last', { l: [1] }, [{ op: 'remove', path: '/l/-' }], 'absent'],
    ['a member of a text', { a: 'x' }, [{ op: 'add', path: '/a/b', value: 1 }], 'absent'],
    ['what every object has', {}, [{ op: 'replace', path: '/constructor', value: 1 }], 'absent'],
    ['a move into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/b' }], 'malformed'],
    ['a pointer without a slash', { a: 1 }, [{ op: 'remove', path: 'a' }], 'malformed'],
    ['a tilde alone', { a: 1 }, [{ op: 'remove', path: '/~2' }], 'malformed'],
    ['no value', { a: 1 }, [{ op: 'add', path: '/b' }], 'malformed'],
    ['an unknown operation', { a: 1 }, [{ op: 'increase', path: '/a' }], 'malformed'],
    ['no list', { a: 1 }, { op: 'remove', path: '/a' }, 'malformed'],
    [
      'copies that double again and again',
      { a: [1] },
      Array.from({ length: 40 }, () => ({ op: 'copy', from: '', path: '/a/-' })),
      'excess',
    ],
  ])('is refused for %s', (_, target, patch, kind) => expect(outcome(target, patch)).toBe(kind))

  it('leaves what it is given as it is, also when it fails half way', () => {
    const before = structuredClone(cup)
    const patch = [
      { op: 'remove', path: '/tags/0' },
      { op: 'add', path: '/size/width', value: 3 },
      { op: 'test', path: '/name', value: 'jug' },
    ]
    expect(outcome(cup, patch)).toBe('test')
    expect(outcome(cup, patch.slice(0, 2))).toEqual({ value: { name: 'cup', tags: ['old'], size: { height: 9, width: 3 } } })
    expect(cup).toEqual(before)
  })

  it('changes no prototype', () => {
    const changed = jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { isAdmin: true } }]) as Record<string, unknown>
    expect(Object.keys(changed)).toEqual(['__proto__'])
    expect(changed.isAdmin).toBeUndefined()
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  const held = fc.dictionary(
    fc.string({ maxLength: 3 }).filter((name) => name !== '__proto__'),
    json,
  )

  it('takes back what it added, at any place of any value', () => {
    fc.assert(
      fc.property(
        held,
        fc.string().filter((name) => name !== '__proto__'),
        json,
        (target, name, value) => {
          const path = toPointer([name])
          const added = jsonPatch(target, [{ op: 'add', path, value }])
          expect(added).toEqual({ ...target, [name]: value })
          expect(
            jsonPatch(added, [
              { op: 'test', path, value },
              { op: 'remove', path },
            ]),
          ).toEqual(Object.fromEntries(Object.entries(target).filter(([key]) => key !== name)))
        },
      ),
      { numRuns: 60 },
    )
  })
})

// RFC 7396 §3 and its appendix.
describe('a merge patch', () => {
  it.each<[target: unknown, patch: unknown, wanted: unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c', d: 1 } }, { a: { b: 'd', c: null } }, { a: { b: 'd', d: 1 } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{ a: 'foo' }, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    [['a'], { b: 1 }, { b: 1 }],
  ])('%j by %j', (target, patch, wanted) => expect(mergePatch(target, patch)).toEqual(wanted))
})
