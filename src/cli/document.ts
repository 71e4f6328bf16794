import { type Command, Option } from 'commander'
import { flagshipDocument } from '../mock.ts'
import { type Api, load } from '../openapi/index.ts'

export interface DocumentFlags {
  readonly allowRemote?: boolean
}

/** A command about a document: a path or, where that is allowed, an address. */
export function withDocument(command: Command, description = 'an OpenAPI document; the organisation-membership API if left out'): Command {
  return withRemote(command.argument('[document]', description))
}

/** Lets a document be at an address. */
export function withRemote(command: Command): Command {
  return command.addOption(
    new Option('--allow-remote', 'let the document, and what it refers to, be fetched from http and https addresses').env(
      'STANDIN_ALLOW_REMOTE',
    ),
  )
}

export function loadAsked(document: string | undefined, { allowRemote }: DocumentFlags): Promise<Api> {
  return load(document ?? flagshipDocument, { allowRemote })
}
