import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { floors, reserved } from './floors.ts'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))

/** The room a file stands in: its first folder, or the file itself at the top. */
const roomOf = (file: string) => file.split('/')[0] as string

/** Code without comments, so that words in them break no rule. */
const codeOf = (file: string) => (texts.get(file) as string).replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

const importsOf = (file: string) =>
  [...codeOf(file).matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)'([^']+)'/gm)].map((match) => match[1] as string)

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

describe('rooms and floors', () => {
  it('has a floor for every room, and a room for every floor', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(floors.map(({ room }) => room).sort())
  })

  for (const { room, mayImport, packages, because } of floors) {
    const inside = files.filter((file) => roomOf(file) === room)

    it(`${room} imports only ${[...mayImport, ...packages].join(', ') || 'nothing'}, because ${because}`, () => {
      const broken: string[] = []
      for (const file of inside) {
        for (const specifier of importsOf(file)) {
          if (specifier.startsWith('node:')) continue
          if (!specifier.startsWith('.')) {
            if (!packages.includes(packageOf(specifier))) broken.push(`${file} imports the package ${specifier}`)
            continue
          }
          const target = posix.normalize(posix.join(dirname(file), specifier))
          if (roomOf(target) === room) continue
          if (!mayImport.includes(roomOf(target))) broken.push(`${file} imports ${target}`)
          else if (target.includes('/') && target !== `${roomOf(target)}/index.ts`)
            broken.push(`${file} goes past the front door of ${roomOf(target)}: ${target}`)
        }
      }
      expect(broken, `${room}: ${because}`).toEqual([])
    })
  }

  it('opens every front door with what the room knows and must not know', () => {
    const rooms = floors.map(({ room }) => room).filter((room) => !room.endsWith('.ts'))
    const silent = rooms.filter(
      (room) =>
        !/^(?:#!.*\n)?\/\*\*[\s\S]*?must not know[\s\S]*?\*\//.test(texts.get(`${room}/index.ts`) ?? texts.get(`${room}/main.ts`) ?? ''),
    )
    expect(silent).toEqual([])
  })

  it('has no import cycle between files', () => {
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      if (done.has(file)) return
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith('.')) visit(posix.normalize(posix.join(dirname(file), specifier)), [...path, file])
      }
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  for (const { what, pattern, rooms, because } of reserved) {
    it(`keeps ${what} to ${rooms.join(', ')}, because ${because}`, () => {
      const isAllowed = (file: string) => rooms.some((room) => file === room || file.startsWith(`${room}/`))
      expect(files.filter((file) => !isAllowed(file) && pattern.test(codeOf(file)))).toEqual([])
    })
  }

  it('serves a document of its user without loading what stands on other commands or on the document that comes along', () => {
    const loaded = new Set<string>()
    const load = (file: string) => {
      if (loaded.has(file)) return
      loaded.add(file)
      const statements = codeOf(file).matchAll(/^(?:import|export) (?!type\b)(?:[^'";]*? from )?'(\.[^']+)'/gm)
      for (const [, specifier] of statements) load(posix.normalize(posix.join(dirname(file), specifier as string)))
    }
    load('cli/main.ts')
    // it follows what it should: the way to an answer is among them
    for (const needed of ['server/server.ts', 'engine/respond.ts', 'backends/crud/play.ts', 'openapi/schemas.ts'])
      expect(loaded).toContain(needed)
    const idle = /^(?:contracts|proxy|domain|backends\/organizations)\//
    expect([...loaded].filter((file) => idle.test(file))).toEqual([])
  })

  it('lets the engine run in a browser: no node: import in it or in what it stands on at request time', () => {
    expect(files.filter((file) => roomOf(file) === 'engine' && importsOf(file).some((specifier) => specifier.startsWith('node:')))).toEqual(
      [],
    )
  })

  it('keeps files to one idea: 250 lines at the most', () => {
    const long = files.filter((file) => !file.endsWith('.gen.ts') && (texts.get(file) as string).split('\n').length > 251)
    expect(long).toEqual([])
  })
})
