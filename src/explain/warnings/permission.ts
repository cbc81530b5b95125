import { getHeader, getLines, type HeaderList, splitQuoted } from '../../browser/terms/header-list.ts'
import type { Found } from './warning.ts'
import { exchangesOf, type Inquiry, lastExchange, stepsOf } from '../inquiry/inquiry.ts'
import type { Probes } from '../inquiry/probe.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** What is odd about who is allowed. */
export function aboutPermission(inquiry: Inquiry, probes: Probes | undefined): Found[] {
  const exchanges = exchangesOf(inquiry).filter(({ response }) => response)
  const actual = lastExchange(inquiry, false)
  const { headers = [] } = actual?.response ?? exchanges.at(-1)?.response ?? {}
  const origin = getHeader(headers, 'access-control-allow-origin')
  const credentials = getHeader(headers, 'access-control-allow-credentials')
  const toNull = origin === 'null' ? headers : (probes?.toNull ?? [])
  const vary =
    getHeader(headers, 'vary')
      ?.toLowerCase()
      .split(/[\s,]+/) ?? []
  const doubled = new Set(exchanges.flatMap(({ response }) => doubledIn(response!.headers)))
  const isCors = stepsOf(inquiry).some(({ id }) => id === 'cors-check')
  const other = exchanges.find(({ decision, response }) => {
    if (!decision || decision.origin === null) return false
    const isOriginRefused = /^(origin|predicate)-/.test(decision.reason)
    return isShared(response!.headers, decision.origin) ? isOriginRefused : decision.allowed
  })?.decision
  return [
    [
      'vary-origin-missing',
      isCors &&
        probes?.dependsOnOrigin &&
        !vary.includes('origin') &&
        !vary.includes('*') &&
        'The answer depends on the origin, and has no `Vary: Origin`: caches may hand it to another site.',
    ],
    [
      'origin-null-allowed',
      getHeader(toNull, 'access-control-allow-origin') === 'null' &&
        `The server allows the origin \`null\`, which any page can take on${getHeader(toNull, 'access-control-allow-credentials') === 'true' ? ', and even with credentials' : ''}.`,
    ],
    [
      'acao-wildcard-plus-acac',
      origin === '*' &&
        credentials !== null &&
        '`Access-Control-Allow-Credentials` does nothing beside `Access-Control-Allow-Origin: *`: list the origins, or leave it out.',
    ],
    [
      'duplicate-headers',
      doubled.size > 0 &&
        `${enumerate([...doubled].map(inCode))} came with several values: let only one of server, middleware and proxy set it.`,
    ],
    [
      'policy-not-in-effect',
      inquiry.hasNetwork &&
        other &&
        `The policy ${other.allowed ? 'allows this, and the answer does not' : 'refuses this, and the answer allows it'}: something else answers, or changes its headers.`,
    ],
  ]
}

function isShared(headers: HeaderList, origin: string): boolean {
  const allowed = getHeader(headers, 'access-control-allow-origin')
  return allowed === '*' || allowed === origin
}

/** Headers of which there may be one line with one value, and are more. */
function doubledIn(headers: HeaderList): string[] {
  return ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', 'Access-Control-Max-Age'].filter(
    (name) => {
      const values = getLines(headers, name).flatMap(splitQuoted)
      return values.length > 1
    },
  )
}
