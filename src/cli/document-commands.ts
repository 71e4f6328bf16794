import type { Command } from 'commander'
import { check } from './check.ts'
import { command, option, withPlayer } from './command.ts'
import { withDocument } from './document.ts'
import { collect } from './flags.ts'
import { infer } from './infer.ts'
import { withReports } from './reports.ts'
import { scenarios } from './scenarios.ts'
import { types } from './types.ts'

export function checkCommand(): Command {
  return withReports(withDocument(command('check', 'Say everything that is wrong with a document, with file, line and column.'))).action(
    check,
  )
}

export function inferCommand(): Command {
  return withDocument(command('infer', 'Print the collections a document describes, and what it leaves in doubt.'))
    .addOption(option('--model <file>', 'what the inferred collections are, otherwise than inferred'))
    .addOption(option('--yaml', 'print them as a file for --model, to be changed'))
    .addOption(option('--json', 'print the model as JSON').conflicts('yaml'))
    .action(infer)
}

export function scenariosCommand(): Command {
  return withPlayer(withDocument(command('scenarios', 'List the starting states there are, and check them.')))
    .addOption(
      option('--fixtures <folder>', 'a folder with fixtures of your own; may be given more than once')
        .argParser(collect)
        .env('STANDIN_FIXTURES'),
    )
    .addOption(option('--check', 'load each and say what is wrong'))
    .addOption(option('--json', 'print the list as JSON'))
    .action(scenarios)
}

export function typesCommand(): Command {
  return withDocument(command('types', 'Write TypeScript types for a document.'))
    .addOption(option('-o, --out <file>', 'write there instead of to standard output'))
    .addOption(option('--client', 'write a typed client for it as well (standin/client)'))
    .action(types)
}
