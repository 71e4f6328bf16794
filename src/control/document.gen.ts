// Generated from control.yaml by `standin types`. Do not edit.

export interface paths {
  '/__standin/health': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getHealth']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/worlds': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listWorlds']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/worlds/{name}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getWorld']
    put: operations['putWorld']
    post?: never
    delete: operations['dropWorld']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/reset': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['resetWorld']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/scenarios': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listScenarios']
    put?: never
    post: operations['saveScenario']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/snapshots': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listSnapshots']
    put?: never
    post: operations['takeSnapshot']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/snapshots/{id}/restore': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['restoreSnapshot']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/undo': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['undoLast']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/state': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getState']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/state/{table}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getTable']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/clock': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getClock']
    put: operations['setClock']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/outbox': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listMessages']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/outbox/wait': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['waitForMessage']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/outbox/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getMessage']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/outbox/{id}.eml': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getMessageSource']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/callbacks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listCallbacks']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/callbacks/{id}/send': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['sendCallback']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/webhooks': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listWebhooks']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/webhooks/{name}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['sendWebhook']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/requests': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listRequests']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/requests/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getRequest']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/requests/count': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['countRequests']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/faults': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listFaults']
    put?: never
    post: operations['addFault']
    delete: operations['removeFaults']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/faults/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations['removeFault']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/assumptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['listAssumptions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations['setAssumptions']
    trace?: never
  }
  '/__standin/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['watchEvents']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/invitations/{key}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showInvitation']
    put?: never
    post: operations['openInvitation']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showOverview']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/state': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showState']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/journal': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showJournal']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/outbox': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showOutbox']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/faults': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showFaults']
    put?: never
    post: operations['submitFault']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/scenarios': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showScenarios']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/assumptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showAssumptions']
    put?: never
    post: operations['submitAssumption']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/worlds': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showWorlds']
    put?: never
    post: operations['submitWorld']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/test-ids': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showTestIds']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/outbox/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showMail']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/outbox/{id}/body': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showMailBody']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/clock': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitClock']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/reset': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitReset']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/undo': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitUndo']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/snapshots': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitSnapshot']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/restore': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitRestore']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/faults/remove': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitFaultRemoval']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/faults/clear': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitFaultsRemoval']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/worlds/drop': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations['submitWorldRemoval']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console/fixture': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['downloadFixture']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console.css': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getConsoleStyle']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/console.js': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getConsoleScript']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/scripts/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getConsoleScriptPart']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/sign-in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['showSignIn']
    put?: never
    post: operations['submitSignIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/__standin/style.css': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations['getStyle']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}

export type webhooks = Record<string, never>

export interface components {
  schemas: {
    Problem: {
      type: string
      title: string
      status: number
      /** What failed, what was expected, what to do. */
      detail: string
      /** Stays the same from version to version. */
      code: string
      /** What does not fit the document. */
      violations?: {
        in: string
        path: string
        rule: string
        message: string
      }[]
    }
    Health: {
      status: 'ok'
      /** Of Standin itself. */
      version: string
      document: {
        title: string
        version: string
        operations: number
      }
      worlds: number
    }
    World: {
      name: string
      /** What it began with. */
      scenario: string
      /** By the world's own clock. */
      created_at: string
      /** Calls of the API since it began. */
      exchanges: number
    }
    WorldChoices: {
      scenario?: components['schemas']['ScenarioName']
      params?: components['schemas']['ScenarioParams']
      /** What ids and randomness are made from. */
      seed?: number
      /** How time goes in it; as a text, `real` or the time at which it stands still. */
      clock?: string | components['schemas']['ClockSetting']
      assumptions?: components['schemas']['AssumptionValues']
      /** `strict` lets only the scenario's tokens pass. */
      auth?: 'lenient' | 'strict'
    }
    MadeWorld: {
      name: string
      scenario: string
      /** Where its API is reached, with the prefix that names it. */
      url: string
    }
    /** The name of a scenario; not a path. */
    ScenarioName: string
    /** Values for the parameters that the scenario declares under `params`, where they are not to have their defaults. */
    ScenarioParams: { [key: string]: string }
    Scenario: {
      name: string
      description: string
      file: string
    }
    Clock: {
      mode: 'real' | 'offset' | 'frozen'
      /** ISO 8601 with `Z`. */
      now: string
    }
    /** `real` is this machine's time, `offset` goes on from `now`, `frozen` stands still there. */
    ClockMode: 'real' | 'offset' | 'frozen'
    /** ISO 8601; the world's present time if left out. Not with `real`. */
    ClockNow: string
    ClockSetting: {
      mode: components['schemas']['ClockMode']
      now?: components['schemas']['ClockNow']
    }
    Message: {
      id: string
      to: string
      subject: string
      text: string
      html: string
      /** Opens the invitation in a browser; of a handler of your own, the link it gave, or empty. */
      accept_link: string
      invitation_key: string
      custom_message: string | null
      /** By the world's clock. */
      sent_at: string
      organization_id: string
    }
    Sent: {
      name: string
      method: string
      /** Null when it can not be told where it goes. */
      url: string | null
      headers: { [key: string]: string }
      /** As sent; null when there is none. */
      body: unknown
      /** described: not sent. unsendable: something is in the way, as the reason says. */
      state: 'described' | 'unsendable' | 'waiting' | 'delivered' | 'failed'
      reason: string | null
      /** What its receiver answered. */
      answer: null | {
        status: number
        /** What the document says otherwise, each as a sentence. */
        violations: string[]
      }
    }
    Callback: components['schemas']['Sent'] & {
      id: string
      /** The call that led to it. */
      request_id: number
      operation_id: string
      /** Where it goes, as the document says it. */
      expression: string
      /** By the world's clock. */
      at: string
    }
    Webhook: {
      name: string
      method: string
      summary: string | null
      /** Names of the examples of its body. */
      examples: string[]
    }
    Request: {
      id: number
      /** By the world's clock. */
      at: string
      method: string
      /** With the query. */
      path: string
      operation_id: string | null
      /** What its answer comes from, such as a collection or the examples of the document; null where that is plain, and of what was refused. */
      answered_by: string | null
      /** 0 when it was left without an answer. */
      status: number
      /** This machine's time. */
      duration_ms: number
      /** Who called. */
      principal: string | null
      /** As in the header `x-request-id`. */
      trace_id: string
      /** The fault that struck. */
      fault: string | null
      /** How many places of a call that passed through a proxy break the document; not there when the mock answered. */
      breaches?: number
      request: components['schemas']['Shown']
      response: components['schemas']['Shown']
    }
    Shown: {
      headers: { [key: string]: string }
      /** As sent; null when there was none. */
      body: unknown
    }
    ExplainedRequest: components['schemas']['Request'] & {
      /** Why it was refused, or what of it breaks the document if it passed through a proxy; null when there is nothing to explain. */
      explanation: components['schemas']['Explanation'] | null
    }
    Explanation: {
      code: string
      /** The rule that was broken, in one sentence. */
      rule: string
      summary: string
      violations: {
        /** Into the request: `/body/email`; into the answer of a call that passed through a proxy: `/answer/body/id`. */
        pointer: string
        /** What was seen; left out when nothing was. */
        value?: unknown
        expected: string
        document: components['schemas']['Line']
      }[]
      /** The earlier call that led to it. */
      caused_by?: {
        id: number
        how: string
      }
      scenario?: components['schemas']['Line']
      /** For a request that matched no operation. */
      nearest?: {
        operation_id: string
        method: string
        path: string
      }[]
      /** What to change. */
      remedy?: string
      /** A command that would have been let through. */
      curl: string
    }
    Line: {
      file: string
      line: number
    }
    /** What shall go wrong. Without `operation_id` and `match` it is about every call. */
    FaultSpec: {
      operation_id?: string
      /** Only requests that have these parts. */
      match?: {
        /** By name, letter case aside. */
        headers?: { [key: string]: string }
        /** Key by key, as deep as it is given. */
        body?: unknown
      }
      /** Strikes so often, then is over. */
      times?: number
      /** Only every so manieth call that it is about. */
      every?: number
      /** Only this share of them, drawn from the world's own randomness. */
      share?: number
      /** Milliseconds to wait before the answer: a number, a range drawn evenly, or a distribution. */
      delay_ms?: number | number[] | {
        distribution: 'lognormal'
        median: number
        sigma: number
      } | {
        distribution: 'normal'
        mean: number
        deviation: number
      }
      /** Answered instead of playing the operation; one the document declares, unless `any`. */
      status?: number
      /** The API's own error code; one it has, unless `any`. */
      code?: string
      /** Lets it go beyond what the document declares. */
      any?: boolean
      /** `refuse`: closed before the answer begins; `timeout`: kept open without one; `drop`: played, broken off midway; `truncate`: played, ended too early. */
      connection?: 'refuse' | 'drop' | 'truncate' | 'timeout'
      /** So many calls in a time of the world's clock, then 429 until it is over. */
      rate_limit?: {
        requests: number
        per: string
      }
    }
    Fault: components['schemas']['FaultSpec'] & {
      id: string
      /** Calls that it was about. */
      seen: number
      /** Calls that it delayed, answered or broke. */
      struck: number
    }
    /** Values by name: `{"existing_user_state": "active"}`. */
    AssumptionValues: { [key: string]: string }
    Assumption: {
      name: string
      value: string
      default: string
      alternatives: string[]
      /** Where the inference comes from. */
      evidence: string
      says: string
    }
  }
  responses: {
    /** Anything else; what failed, what was expected, what to do. */
    Problem: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** A name that no world can have. */
    BadRequest: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The control token is missing or wrong. */
    Unauthorized: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Not for this host name, or not for pages of other origins. */
    Forbidden: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** There is no such thing; what there is instead. */
    NotFound: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Nothing came in time. */
    Late: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The world is not in a state for it. */
    Conflict: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** The request does not fit, or asks for what can't be; nothing was changed. */
    Unprocessable: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** There are as many worlds as may be, or the server is closing. */
    Unavailable: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** Done; the page to go on to. */
    Next: {
      headers: {
        /** A page of the console, in the same world. */
        location?: string
        [name: string]: unknown
      }
      content?: never
    }
    /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
    ConsolePage: {
      headers: {
        /** Nothing from outside, nothing inline. */
        'content-security-policy'?: string
        [name: string]: unknown
      }
      content: {
        'text/html': string
      }
    }
    /** A JavaScript module. */
    Script: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'text/javascript': string
      }
    }
    /** There is no such script. */
    NoScript: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'text/plain': string
      }
    }
    /** A page for a person. */
    Page: {
      headers: {
        /** Nothing from outside, no script. */
        'content-security-policy'?: string
        [name: string]: unknown
      }
      content: {
        'text/html': string
      }
    }
  }
  parameters: {
    /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
    World: string
    /** Only mails to this address, letter case aside. */
    To: string
    /** How many at the most. */
    Limit: number
    /** What a form has just done, for the page that follows to say so. */
    Done: string
    /** What it was done to. */
    What: string
    /** A mail's id, or `latest`, with `to` the latest to an address. */
    MessageId: string
  }
  requestBodies: {
    /** The fields of the form as text; an empty one asks for nothing. */
    Form: {
      content: {
        'application/x-www-form-urlencoded': { [key: string]: string }
      }
    }
  }
  headers: {
    /** The tables that have more rows than were asked for, by comma: `members, audit_log`. */
    Truncated: string
  }
  pathItems: never
}

export type $defs = Record<string, never>

export interface operations {
  /** Whether the server is up, and what it plays */
  getHealth: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** It is. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Health']
        }
      }
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The worlds there are, in the order they were made */
  listWorlds: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The worlds. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['World'][]
        }
      }
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** One world; 404 rather than made when it is not there */
  getWorld: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** 1 to 64 letters, digits, dots, dashes and underscores, the first of them a letter or digit. */
        name: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The world. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['World']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Makes a world, in the place of one of the same name */
  putWorld: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** 1 to 64 letters, digits, dots, dashes and underscores, the first of them a letter or digit. */
        name: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['WorldChoices']
      }
    }
    responses: {
      /** Made in the place of another. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeWorld']
        }
      }
      /** Made. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MadeWorld']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Drops a world with all it holds */
  dropWorld: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** 1 to 64 letters, digits, dots, dashes and underscores, the first of them a letter or digit. */
        name: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Dropped. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Back to the start of this world, or to another scenario's */
  resetWorld: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': {
          scenario?: components['schemas']['ScenarioName']
          params?: components['schemas']['ScenarioParams']
        }
      }
    }
    responses: {
      /** Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            world: string
            /** What it began with. */
            scenario: string
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The scenarios there are */
  listScenarios: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The scenarios, `default` first. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Scenario'][]
        }
      }
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** What this world holds as a fixture, with the steps that led there */
  saveScenario: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          name: components['schemas']['ScenarioName']
        }
      }
    }
    responses: {
      /** The fixture. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            name: string
            /** YAML, to be kept as `<name>.yaml` in a folder of fixtures. */
            fixture: string
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The world is not in a state for it. */
      409: components['responses']['Conflict']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The snapshots of this world, oldest first */
  listSnapshots: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The snapshots. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }[]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Remembers this world as it is */
  takeSnapshot: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Remembered. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Goes back to a snapshot */
  restoreSnapshot: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** As taking it answered. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Takes back the last change made by a call of the API */
  undoLast: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            undone: {
              operation_id: string
              /** By the world's clock. */
              at: string
            }
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The world is not in a state for it. */
      409: components['responses']['Conflict']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Rows by table, as the API would show them */
  getState: {
    parameters: {
      query?: {
        /** How many rows of each table at the most. */
        limit?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The rows. Tokens are masked. */
      200: {
        headers: {
          /** The tables that have more rows than were asked for, by comma: `members, audit_log`. */
          'standin-truncated'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': { [key: string]: unknown[] }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Rows of one table */
  getTable: {
    parameters: {
      query?: {
        /** How many rows are passed over. */
        skip?: number
        /** How many rows at the most. */
        limit?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** One of the keys of `GET /__standin/state`. */
        table: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The rows. Tokens are masked. */
      200: {
        headers: {
          /** The tables that have more rows than were asked for, by comma: `members, audit_log`. */
          'standin-truncated'?: string
          /** Where there are more: the address of the next rows, `rel="next"`. */
          link?: string
          [name: string]: unknown
        }
        content: {
          'application/json': unknown[]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** What time it is in this world */
  getClock: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The clock. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Clock']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Sets the clock of this world, or moves it on */
  setClock: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          mode?: components['schemas']['ClockMode']
          now?: components['schemas']['ClockNow']
          /** By how much it moves on. */
          advance?: string
        }
      }
    }
    responses: {
      /** The clock as it is now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Clock']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Mails of this world, newest first */
  listMessages: {
    parameters: {
      query?: {
        /** Only mails to this address, letter case aside. */
        to?: string
        /** How many at the most. */
        limit?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The mails. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Message'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The latest mail, as soon as there is one */
  waitForMessage: {
    parameters: {
      query?: {
        /** Only mails to this address, letter case aside. */
        to?: string
        /** How many milliseconds to wait at the most. */
        timeout_ms?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The mail. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Message']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** Nothing came in time. */
      408: components['responses']['Late']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** One mail, or the latest one to an address */
  getMessage: {
    parameters: {
      query?: {
        /** Only mails to this address, letter case aside. */
        to?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** A mail's id, or `latest`, with `to` the latest to an address. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The mail. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Message']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** One mail as MIME, as a mail server would pass it on */
  getMessageSource: {
    parameters: {
      query?: {
        /** Only mails to this address, letter case aside. */
        to?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** A mail's id, or `latest`, with `to` the latest to an address. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The mail (RFC 5322). */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'message/rfc822': string
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Callbacks that calls of this world have led to, newest first */
  listCallbacks: {
    parameters: {
      query?: {
        /** Only those of this call. */
        request_id?: number
        /** How many at the most. */
        limit?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The callbacks. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Callback'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Sends a callback now, if need be again */
  sendCallback: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** A callback's id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** What became of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Callback']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The webhooks the document declares */
  listWebhooks: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The webhooks. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Webhook'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Sends a webhook now */
  sendWebhook: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** As the document has it under `webhooks`. */
        name: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': {
          /** Where to. */
          url: string
          /** As the document allows it; left out, its first example that fits, else one that is made up. */
          body?: unknown
          /** The name of an example to send instead. */
          example?: string
        }
      }
    }
    responses: {
      /** What became of it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Sent']
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** What was asked of the API in this world, newest first */
  listRequests: {
    parameters: {
      query?: {
        /** Only calls of this operation; one the document does not have is refused, since a misspelt name would find nothing. */
        operation_id?: string
        /** Only calls answered so; 0 for those that a fault left without an answer. */
        status?: number
        /** Only calls that have this text in their path, in a body, or in the id of who called. */
        search?: string
        /** How many at the most. */
        limit?: number
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The calls, secrets masked. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Request'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** One call with its explanation; a page for a browser */
  getRequest: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** Counts from 1 in each world; the header `Link` of a refusal has it. */
        id: number
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The call, secrets masked. HTML for whoever accepts it. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ExplainedRequest']
          'text/html': string
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** How many calls there were of a kind */
  countRequests: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': {
          operation_id?: string
          status?: number
          search?: string
          /** Part of the request's body: every key given must be there with this value, as deep as it is given. */
          body?: unknown
        }
      }
    }
    responses: {
      /** The count, over what the journal keeps. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            count: number
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The faults of this world, in the order they were added */
  listFaults: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The faults. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Fault'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Adds a fault */
  addFault: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['FaultSpec']
      }
    }
    responses: {
      /** Added. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            id: string
          }
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Removes all faults of this world */
  removeFaults: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Removed. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Removes one fault */
  removeFault: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** As adding it answered. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Removed. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There is no such thing; what there is instead. */
      404: components['responses']['NotFound']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Every assumption, with its value in this world */
  listAssumptions: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The assumptions. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Assumption'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Decides assumptions otherwise, from the next call on */
  setAssumptions: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['AssumptionValues']
      }
    }
    responses: {
      /** The assumptions as they are now. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Assumption'][]
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** The request does not fit, or asks for what can't be; nothing was changed. */
      422: components['responses']['Unprocessable']
      /** There are as many worlds as may be, or the server is closing. */
      503: components['responses']['Unavailable']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** What happens from now on, as server-sent events */
  watchEvents: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The events, until either side closes. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      /** A name that no world can have. */
      400: components['responses']['BadRequest']
      /** The control token is missing or wrong. */
      401: components['responses']['Unauthorized']
      /** Not for this host name, or not for pages of other origins. */
      403: components['responses']['Forbidden']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The page behind the mailed link */
  showInvitation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The invitation's key, as it stands in the mailed link. */
        key: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page for a person. */
      200: components['responses']['Page']
      /** A page for a person. */
      404: components['responses']['Page']
      /** A page for a person. */
      410: components['responses']['Page']
    }
  }
  /** Accepts the invitation, as the page's button does */
  openInvitation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** The invitation's key, as it stands in the mailed link. */
        key: string
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/x-www-form-urlencoded': {
          /** For a person without an account. */
          full_name?: string
          /** For a person without an account. */
          password?: string
        }
      }
    }
    responses: {
      /** A page for a person. */
      200: components['responses']['Page']
      /** A page for a person. */
      404: components['responses']['Page']
      /** A page for a person. */
      410: components['responses']['Page']
      /** A page for a person. */
      422: components['responses']['Page']
    }
  }
  /** A world at a glance, the first page of the console */
  showOverview: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** The rows of one table */
  showState: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
        /** Its name. */
        table?: string
        /** Only rows that have this text in them. */
        search?: string
        /** Which of the pages, from 1. */
        page?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** What was called, live */
  showJournal: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
        /** Only calls of this operation. */
        operation?: string
        /** Only calls answered so. */
        status?: string
        /** Only calls that have this text in their path, in a body, or in the id of who called. */
        search?: string
        /** How many at the most. */
        limit?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** The mails of a world */
  showOutbox: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
        /** Only mails to this address. */
        to?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** What goes wrong on purpose */
  showFaults: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Adds a fault */
  submitFault: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Where a world begins, and the ways back */
  showScenarios: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
        /** Shows what the world holds as a fixture of this name. */
        save?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Decisions that rest on inference */
  showAssumptions: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Sets one assumption */
  submitAssumption: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Every world */
  showWorlds: {
    parameters: {
      query?: {
        /** What a form has just done, for the page that follows to say so. */
        done?: string
        /** What it was done to. */
        what?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Makes a world */
  submitWorld: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** What tests may hold on to in these pages */
  showTestIds: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** One mail as its reader sees it, as text, or its source */
  showMail: {
    parameters: {
      query?: {
        /** `html`, `text` or `source`; `html` if it is none of them. */
        view?: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** A mail's id, or `latest`, with `to` the latest to an address. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      200: components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** The HTML of a mail, for a frame where nothing of it can run */
  showMailBody: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path: {
        /** A mail's id, or `latest`, with `to` the latest to an address. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The mail, with a policy of its own. */
      200: {
        headers: {
          /** A sandbox; styles may be inline, as mails have them, and nothing is fetched. */
          'content-security-policy'?: string
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** There is no such mail. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/plain': string
        }
      }
    }
  }
  /** Sets the clock, or moves it on */
  submitClock: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Begins the world anew, from its own scenario or from another */
  submitReset: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Takes back the last change */
  submitUndo: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Takes a snapshot */
  submitSnapshot: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Goes back to a snapshot */
  submitRestore: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Removes a fault */
  submitFaultRemoval: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Removes all faults */
  submitFaultsRemoval: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** Drops a world */
  submitWorldRemoval: {
    parameters: {
      query?: never
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Done; the page to go on to. */
      303: components['responses']['Next']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      '4XX': components['responses']['ConsolePage']
      /** A page of the console. Its status is 200, unless what was asked for is not there or can't be done; the page says so then. */
      default: components['responses']['ConsolePage']
    }
  }
  /** What a world holds, as a file to be saved */
  downloadFixture: {
    parameters: {
      query: {
        /** The scenario's name. */
        name: string
      }
      header?: {
        /** The world this call is about, unless the address or a cookie of this name says so; `default` if none does. */
        'Standin-World'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The fixture. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/yaml': string
        }
      }
      /** Anything else; what failed, what was expected, what to do. */
      '4XX': components['responses']['Problem']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The style of the console */
  getConsoleStyle: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A style sheet. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/css': string
        }
      }
      /** Anything else; what failed, what was expected, what to do. */
      '4XX': components['responses']['Problem']
    }
  }
  /** The script of the console */
  getConsoleScript: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A JavaScript module. */
      200: components['responses']['Script']
      /** There is no such script. */
      404: components['responses']['NoScript']
    }
  }
  /** A part of the script of the console */
  getConsoleScriptPart: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** Its name. */
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A JavaScript module. */
      200: components['responses']['Script']
      /** There is no such script. */
      404: components['responses']['NoScript']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** Asks a browser for the control token */
  showSignIn: {
    parameters: {
      query?: {
        /** The page to go on to. */
        to?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page for a person. */
      200: components['responses']['Page']
      /** Anything else; what failed, what was expected, what to do. */
      '4XX': components['responses']['Problem']
    }
  }
  /** Lets a browser in that knows the control token */
  submitSignIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: components['requestBodies']['Form']
    responses: {
      /** Let in; on to the page. */
      303: {
        headers: {
          /** A page of the console. */
          location?: string
          /** The token, for this host alone. */
          'set-cookie'?: string
          [name: string]: unknown
        }
        content?: never
      }
      /** A page for a person. */
      401: components['responses']['Page']
      /** Anything else; what failed, what was expected, what to do. */
      default: components['responses']['Problem']
    }
  }
  /** The style of the pages */
  getStyle: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A style sheet. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/css': string
        }
      }
      /** Anything else; what failed, what was expected, what to do. */
      405: components['responses']['Problem']
    }
  }
}
