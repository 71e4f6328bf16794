import { type Command, Option } from 'commander'
import { Unusable } from '../kernel/index.ts'

/** What the flags of `withProvider` give. */
export interface ProviderFlags {
  readonly organization?: string
  readonly otherOrganization?: string
  readonly allowMail?: boolean
  readonly mailDomain: string
}

/** Adds the flags that every command has that calls a real provider. */
export function withProvider(command: Command): Command {
  return command
    .addOption(
      new Option('--organization <id>', 'where members of the provider are invited and removed').env('STANDIN_PROVIDER_ORGANIZATION'),
    )
    .addOption(
      new Option('--other-organization <id>', 'another of its organizations, where accounts come from').env(
        'STANDIN_PROVIDER_OTHER_ORGANIZATION',
      ),
    )
    .addOption(new Option('--allow-mail', 'let a real provider mail its invitations; none are without'))
    .addOption(new Option('--mail-domain <domain>', 'where the invited addresses are').default('example.com'))
}

/** Settings without which nothing is asked of a real provider, by flag or variable. Throws `Unusable` with the first that is missing. */
export function requireSetting(value: string | undefined, { variable, flag, what }: Setting): string {
  if (value !== undefined && value !== '') return value
  const way = flag === undefined ? `set ${variable} to` : `give ${flag}, or set ${variable}, to`
  const message = `It is not said what ${what} is: ${way} it.`
  throw new Unusable('The provider was not called.', [
    { code: 'provider.setting.missing', severity: 'error', message, where: { file: variable } },
  ])
}

interface Setting {
  readonly variable: string
  /** Secrets have none: others can read the command line. */
  readonly flag?: string
  readonly what: string
}

export const providerToken: Setting = { variable: 'STANDIN_PROVIDER_TOKEN', what: "the provider's token" }
export const providerOrganization: Setting = {
  variable: 'STANDIN_PROVIDER_ORGANIZATION',
  flag: '--organization',
  what: 'the organization to invite into',
}
export const otherOrganization: Setting = {
  variable: 'STANDIN_PROVIDER_OTHER_ORGANIZATION',
  flag: '--other-organization',
  what: 'the organization whose members are not in the first',
}
