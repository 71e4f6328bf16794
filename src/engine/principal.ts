/** What a request showed to prove who calls. */
export interface Credential {
  /** Name of the security scheme in the document. */
  readonly scheme: string
  readonly type: 'bearer' | 'basic' | 'http' | 'apiKey'
  readonly value: string
}

export interface Principal {
  readonly id: string
  /** What he may do, as the document's requirements name it; undefined = everything. */
  readonly scopes?: readonly string[] | undefined
}

/** A credential everybody may see. */
export interface KnownToken {
  readonly token: string
  readonly principal: Principal
}
