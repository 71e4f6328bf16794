import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { flagshipDocument, type MockOptions, ownFixtures } from '../../src/mock.ts'
import { type Client, client, type Transport } from './client.ts'

/** Files of one's own that can be saved. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'standin-reload-'))
  readonly document = join(this.folder, 'api.yaml')
  readonly fixture = join(this.folder, 'default.yaml')

  constructor() {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }))
    writeFileSync(this.document, readFileSync(flagshipDocument, 'utf8'))
    writeFileSync(this.fixture, readFileSync(join(ownFixtures, 'default.yaml'), 'utf8'))
  }

  /** Replaces a text that must be there; the line where it stood. */
  edit(file: string, from: string, to: string): number {
    const text = readFileSync(file, 'utf8')
    const at = text.indexOf(from)
    expect(at, `${from} is not in ${file}`).toBeGreaterThan(-1)
    writeFileSync(file, text.slice(0, at) + to + text.slice(at + from.length))
    return text.slice(0, at).split('\n').length
  }

  open(transport: Transport = 'in process', options: MockOptions = {}): Promise<Client> {
    return client(transport, { document: this.document, fixtures: [this.folder], ...options })
  }
}
