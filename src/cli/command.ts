import { Command, Option } from 'commander'

export function command(name: string, description: string): Command {
  return new Command(name).description(description).exitOverride().showHelpAfterError(`(standin ${name} --help lists what there is)`)
}

export function option(flags: string, description: string): Option {
  return new Option(flags, description)
}

/** Who plays a document. */
export function withPlayer(one: Command): Command {
  return one
    .addOption(
      option(
        '--backend <file>',
        'a module with your own logic for some operations (defineBackend); its document is served if none is named',
      ).env('STANDIN_BACKEND'),
    )
    .addOption(
      option('--stateful', 'keep what is made, changed and deleted in every collection inferred from the document, those in doubt too').env(
        'STANDIN_STATEFUL',
      ),
    )
    .addOption(option('--no-stateful', 'keep nothing, in collections that are sure neither').env('STANDIN_NO_STATEFUL'))
    .addOption(
      option('--model <file>', 'what the inferred collections are, otherwise than inferred (standin infer --yaml prints such a file)').env(
        'STANDIN_MODEL',
      ),
    )
}
