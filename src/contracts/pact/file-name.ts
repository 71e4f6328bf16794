/** What a pact's file is called, whatever its consumer and provider call themselves. */
export function fileNameOf({ consumer, provider }: { readonly consumer: string; readonly provider: string }): string {
  return `${plain(consumer)}-${plain(provider)}.json`
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|-+$/g, '') || 'consumer'
}
