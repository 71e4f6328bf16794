import { acceptOf, negotiate, type Offer, type Request } from '../../engine/index.ts'
import type { Operation, ResponseSpec } from '../../openapi/index.ts'
import { No } from './no.ts'

/** The media type a caller gets an answer in. Throws `No` where he takes none that is declared. */
export function accepted({ id }: Operation, { mediaTypes, status }: ResponseSpec, request: Request): Offer {
  const accept = acceptOf(request)
  const offer = negotiate(mediaTypes, accept)
  if (offer !== undefined) return offer
  const reason = `${id} answers ${status} as ${mediaTypes.join(' or ')}, and the header Accept takes only ${accept}. Add one of them, or */*.`
  throw new No({ code: 'not_acceptable', status: 406, reason })
}
