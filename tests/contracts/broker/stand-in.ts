/**
 * A stand-in for a Pact Broker, for tests only: a few of its resources in memory, with the HAL links that the Pact CLI follows.
 * Simplified: content is the same when its interactions are the same JSON, a selector takes the latest version by order of arrival,
 * the main branch is `main`, and can-i-deploy looks at one version against one environment (or at the latest of everything).
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Published {
  readonly consumer: string
  readonly version: string
  readonly branch: string | undefined
  readonly provider: string
  readonly content: Record<string, unknown>
  readonly sha: string
}
interface Verified {
  readonly sha: string
  readonly consumer: string
  readonly provider: string
  readonly version: string
  readonly success: boolean
}
interface Selector {
  readonly consumer?: string
  readonly mainBranch?: boolean
  readonly branch?: string
  readonly tag?: string
  readonly latest?: boolean
  readonly environment?: string
  readonly deployedOrReleased?: boolean
}
interface Asked {
  readonly consumerVersionSelectors?: readonly Selector[]
  readonly includePendingStatus?: boolean
  readonly includeWipPactsSince?: string
  readonly providerVersionBranch?: string
}

export interface StandInBroker {
  readonly url: string
  /** Each call: method, path and query. */
  readonly calls: readonly string[]
  close(): Promise<void>
}

export async function startBroker(token: string): Promise<StandInBroker> {
  const calls: string[] = []
  const pacts: Published[] = []
  const results: Verified[] = []
  const branches = new Map<string, string>()
  const tags = new Set<string>()
  const environments = new Map<string, string>()
  const deployed: { environment: string; name: string; version: string }[] = []
  let url = ''
  const key = (...parts: string[]) => parts.map(encodeURIComponent).join('/')
  const link = (path: string, title = path) => ({ href: `${url}${path}`, title, name: title })
  const isDeployed = (name: string, version: string, environment?: string) =>
    deployed.some((one) => one.name === name && one.version === version && (environment === undefined || one.environment === environment))

  const routes: [string, RegExp, (match: string[], body: unknown, query: URLSearchParams) => [number, unknown]][] = [
    ['GET', /^\/$/, () => [200, index()]],
    ['POST', /^\/contracts\/publish$/, (_match, body) => publish(body as Parameters<typeof publish>[0])],
    [
      'GET',
      /^\/pacts\/provider\/([^/]+)\/for-verification$/,
      ([provider = '']) => [200, { _links: { self: link(`/pacts/provider/${key(provider)}/for-verification`) } }],
    ],
    ['POST', /^\/pacts\/provider\/([^/]+)\/for-verification$/, ([provider = ''], body) => [200, toVerify(provider, body as Asked)]],
    ['GET', /^\/pacts\/(\d+)$/, ([at]) => [200, document(Number(at))]],
    [
      'POST',
      /^\/pacts\/(\d+)\/results$/,
      ([at], body) => verified(Number(at), body as { success: boolean; providerApplicationVersion: string }),
    ],
    ['GET', /^\/pacticipants\/([^/]+)$/, ([name = '']) => [200, pacticipant(name)]],
    [
      'PUT',
      /^\/pacticipants\/([^/]+)\/branches\/([^/]+)\/versions\/([^/]+)$/,
      ([name = '', branch = '', version = '']) => {
        branches.set(key(name, version), branch)
        return [201, { _links: {} }]
      },
    ],
    [
      'PUT',
      /^\/pacticipants\/([^/]+)\/versions\/([^/]+)\/tags\/([^/]+)$/,
      (match) => {
        tags.add(key(...match))
        return [201, { _links: {} }]
      },
    ],
    ['GET', /^\/pacticipants\/([^/]+)\/versions\/([^/]+)$/, ([name = '', version = '']) => [200, versionOf(name, version)]],
    [
      'GET',
      /^\/environments$/,
      () => [200, { _links: {}, _embedded: { environments: [...environments].map(([name, uuid]) => ({ name, uuid })) } }],
    ],
    [
      'POST',
      /^\/environments$/,
      (_match, body) => {
        const { name } = body as { name: string }
        if (environments.has(name)) return [400, { errors: { name: ['must be unique'] } }]
        environments.set(name, `uuid-${environments.size + 1}`)
        return [
          201,
          {
            uuid: environments.get(name),
            name,
            displayName: name,
            production: false,
            _links: { self: link(`/environments/${environments.get(name)}`) },
          },
        ]
      },
    ],
    [
      'POST',
      /^\/deploy\/([^/]+)\/([^/]+)\/([^/]+)$/,
      ([name = '', version = '', environment = '']) => {
        // a deployment takes the place of the one before
        for (let at = deployed.length - 1; at >= 0; at--)
          if (deployed[at]?.name === name && deployed[at]?.environment === environment) deployed.splice(at, 1)
        deployed.push({ environment, name, version })
        return [201, { uuid: `deployed-${deployed.length}`, currentlyDeployed: true, _links: { self: link('/deployed') } }]
      },
    ],
    ['GET', /^\/matrix$/, (_match, _body, query) => matrix(query)],
  ]

  function index() {
    const names: Record<string, string> = {
      'pb:publish-contracts': '/contracts/publish',
      'pb:provider-pacts-for-verification': '/pacts/provider/{provider}/for-verification',
      'pb:pacticipant': '/pacticipants/{pacticipant}',
      'pb:pacticipant-version': '/pacticipants/{pacticipant}/versions/{version}',
      'pb:environments': '/environments',
      'beta:can-i-deploy': '/matrix',
    }
    return {
      _links: Object.fromEntries(
        Object.entries({ self: '/', ...names }).map(([name, path]) => [name, { ...link(path), templated: path.includes('{') }]),
      ),
    }
  }

  function publish(body: {
    pacticipantName: string
    pacticipantVersionNumber: string
    branch?: string
    tags?: string[]
    contracts: { providerName: string; content: string }[]
  }): [number, unknown] {
    const { pacticipantName: consumer, pacticipantVersionNumber: version, branch, contracts } = body
    if (branch !== undefined && branch !== null) branches.set(key(consumer, version), branch)
    for (const tag of body.tags ?? []) tags.add(key(consumer, version, tag))
    for (const { providerName: provider, content: encoded } of contracts) {
      const content = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Record<string, unknown>
      const sha = createHash('sha1').update(JSON.stringify(content.interactions)).digest('hex')
      pacts.push({ consumer, version, branch, provider, content, sha })
    }
    const self = link(`/pacticipants/${key(consumer)}/versions/${key(version)}`)
    return [
      200,
      {
        logs: [{ level: 'success', message: `Published ${consumer} ${version}`, deprecationWarning: '' }],
        _embedded: { pacticipant: { name: consumer, _links: { self } }, version: { number: version, _links: { self } } },
        _links: { 'pb:pacticipant': self, 'pb:pacticipant-version': self, 'pb:pacticipant-version-tags': [], 'pb:contracts': [self] },
      },
    ]
  }

  const latestBy = (of: (pact: Published) => string | undefined) => [
    ...new Map(pacts.map((pact, at) => [of(pact), at] as const).filter(([name]) => name !== undefined)).values(),
  ]

  function select(provider: string, selector: Selector): number[] {
    const fits = (pact: Published): boolean => {
      if (pact.provider !== provider || (selector.consumer ?? pact.consumer) !== pact.consumer) return false
      if (selector.mainBranch === true && pact.branch !== 'main') return false
      if (selector.branch !== undefined && pact.branch !== selector.branch) return false
      if (selector.tag !== undefined && !tags.has(key(pact.consumer, pact.version, selector.tag))) return false
      if (selector.deployedOrReleased === true || selector.environment !== undefined)
        return isDeployed(pact.consumer, pact.version, selector.environment)
      return true
    }
    const isPinned = selector.deployedOrReleased === true || selector.environment !== undefined
    if (isPinned) return pacts.flatMap((pact, at) => (fits(pact) ? [at] : []))
    return latestBy((pact) => (fits(pact) ? pact.consumer : undefined))
  }

  const isPending = ({ sha }: Published, branch: string | undefined) =>
    !results.some((one) => one.sha === sha && one.success && branches.get(key(one.provider, one.version)) === branch)

  function toVerify(provider: string, asked: Asked) {
    const {
      consumerVersionSelectors = [{ latest: true }],
      includePendingStatus = false,
      includeWipPactsSince,
      providerVersionBranch,
    } = asked
    const selected = [...new Set(consumerVersionSelectors.flatMap((selector) => select(provider, selector)))]
    const shas = new Set(selected.map((at) => pacts[at]?.sha))
    const wip = latestBy((pact) => (pact.provider === provider ? key(pact.consumer, pact.branch ?? '') : undefined)).filter((at) => {
      const pact = pacts[at] as Published
      return includeWipPactsSince !== undefined && !shas.has(pact.sha) && isPending(pact, providerVersionBranch)
    })
    const told = (at: number, isWip: boolean) => {
      const pact = pacts[at] as Published
      const pending = includePendingStatus && (isWip || isPending(pact, providerVersionBranch))
      const text = `The pact ${pact.consumer} ${pact.version} is ${isWip ? 'work in progress' : 'selected'}${pending ? ' and pending' : ''}.`
      const properties = {
        notices: [{ when: 'before_verification', text }],
        ...(includePendingStatus ? { pending } : {}),
        ...(isWip ? { wip: true } : {}),
      }
      return {
        shortDescription: text,
        verificationProperties: properties,
        _links: { self: link(`/pacts/${at}`, `Pact ${pact.consumer} (${pact.version})`) },
      }
    }
    return {
      _embedded: { pacts: [...selected.map((at) => told(at, false)), ...wip.map((at) => told(at, true))] },
      _links: { self: link('/') },
    }
  }

  function document(at: number) {
    const { consumer, version, provider, content, sha } = pacts[at] as Published
    const interactions = (content.interactions as object[]).map((one, index) => ({ ...one, _id: `${sha}-${index}` }))
    const results = { ...link(`/pacts/${at}/results`) }
    return {
      ...content,
      interactions,
      _links: {
        self: link(`/pacts/${at}`),
        'pb:provider': link(`/pacticipants/${key(provider)}`, provider),
        'pb:consumer': link(`/pacticipants/${key(consumer)}`, consumer),
        'pb:consumer-version': link(`/pacticipants/${key(consumer)}/versions/${key(version)}`, version),
        'pb:publish-verification-results': results,
      },
    }
  }

  function verified(
    at: number,
    { success, providerApplicationVersion: version }: { success: boolean; providerApplicationVersion: string },
  ): [number, unknown] {
    const { sha, consumer, provider } = pacts[at] as Published
    results.push({ sha, consumer, provider, version, success })
    return [201, { success, _links: { self: link(`/results/${results.length}`) } }]
  }

  function pacticipant(name: string) {
    const of = `/pacticipants/${key(name)}`
    return {
      name,
      _links: {
        self: link(of),
        'pb:branch-version': { ...link(`${of}/branches/{branch}/versions/{version}`), templated: true },
        'pb:version-tag': { ...link(`${of}/versions/{version}/tags/{tag}`), templated: true },
      },
    }
  }

  function versionOf(name: string, version: string) {
    const deploy = [...environments.keys()].map((environment) => ({
      ...link(`/deploy/${key(name, version, environment)}`),
      name: environment,
    }))
    return {
      number: version,
      _links: {
        self: link(`/pacticipants/${key(name)}/versions/${key(version)}`),
        'pb:record-deployment': deploy,
        'pb:record-release': deploy,
      },
    }
  }

  function matrix(query: URLSearchParams): [number, unknown] {
    const name = query.get('q[][pacticipant]') ?? ''
    const version = query.get('q[][version]') ?? ''
    const environment = query.get('environment') ?? undefined
    if (environment !== undefined && !environments.has(environment))
      return [400, { error: { message: `Environment with name '${environment}' does not exist` } }]
    const rows: { pact: Published; providerVersion: string | undefined; result: Verified | undefined }[] = []
    const lastOf = (pact: Published, provider?: string) =>
      results.findLast((one) => one.sha === pact.sha && (provider === undefined || one.version === provider))
    for (const pact of pacts) {
      if (pact.consumer === name && pact.version === version) {
        const there = deployed.find((one) => one.name === pact.provider && one.environment === environment)?.version
        const result = environment === undefined || there !== undefined ? lastOf(pact, there) : undefined
        rows.push({ pact, providerVersion: there ?? result?.version, result })
      }
      if (pact.provider === name && (environment === undefined || isDeployed(pact.consumer, pact.version, environment)))
        rows.push({ pact, providerVersion: version, result: lastOf(pact, version) })
    }
    const deployable = rows.some(({ result }) => result?.success === false)
      ? false
      : rows.some(({ result }) => result === undefined)
        ? null
        : true
    const reason = (row: (typeof rows)[number]) =>
      `${row.result === undefined ? 'There is no verified pact' : row.result.success ? 'There is a verified pact' : 'The verification failed'} between ${row.pact.consumer} (${row.pact.version}) and ${row.pact.provider} (${row.providerVersion ?? 'no version there'})`
    const reasons = rows.map(reason)
    return [
      200,
      {
        summary: {
          deployable,
          reason: reasons.join('\n'),
          success: rows.filter(({ result }) => result?.success === true).length,
          failed: rows.filter(({ result }) => result?.success === false).length,
          unknown: rows.filter(({ result }) => result === undefined).length,
        },
        notices: reasons.map((text) => ({ type: deployable === true ? 'success' : 'error', text })),
        matrix: rows.map(({ pact, providerVersion, result }) => ({
          consumer: { name: pact.consumer, version: { number: pact.version, _links: { self: link('/') } }, _links: { self: link('/') } },
          provider: {
            name: pact.provider,
            version: providerVersion === undefined ? null : { number: providerVersion, _links: { self: link('/') } },
            _links: { self: link('/') },
          },
          pact: { createdAt: '2026-01-01T00:00:00+00:00', _links: { self: link('/') } },
          verificationResult:
            result === undefined ? null : { success: result.success, verifiedAt: '2026-01-01T00:00:00+00:00', _links: { self: link('/') } },
        })),
      },
    ]
  }

  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', url)
    calls.push(`${request.method} ${decodeURIComponent(request.url ?? '/')}`)
    const [status, body] =
      request.headers.authorization === `Bearer ${token}`
        ? answer(request.method ?? '', address, await bodyOf(request))
        : [401, { error: 'unauthorised' }]
    response.writeHead(status, { 'content-type': 'application/hal+json' }).end(JSON.stringify(body))
  })

  function answer(method: string, address: URL, body: unknown): [number, unknown] {
    for (const [wanted, pattern, act] of routes) {
      const match = wanted === method ? pattern.exec(address.pathname) : null
      if (match !== null) return act(match.slice(1).map(decodeURIComponent), body, address.searchParams)
    }
    return [404, { error: `The stand-in has no ${method} ${address.pathname}` }]
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, calls, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? undefined : JSON.parse(text)
}
