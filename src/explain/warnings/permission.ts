import { getHeader, getLines, type HeaderList, splitQuoted } from '../../browser/terms/header-list.ts'
import type { Decision } from '../../policy/decision.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { exchangesOf, type Inquiry, lastExchange, type Probes, stepsOf } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

const ORIGIN = 'Access-Control-Allow-Origin'
const CREDENTIALS = 'Access-Control-Allow-Credentials'

/** What is odd about who is allowed. */
export const PERMISSION_WARNINGS = [
  {
    code: 'vary-origin-missing',
    section: 'cors-protocol-and-http-caches',
    say: (inquiry: Inquiry, probes: Probes | undefined): Warned => {
      const vary = getHeader(headersOf(inquiry), 'vary')?.toLowerCase() ?? ''
      const isCors = stepsOf(inquiry).some(({ id }) => id === 'cors-check')
      return (
        isCors &&
        probes?.dependsOnOrigin &&
        !vary.split(/[\s,]+/).some((name) => name === 'origin' || name === '*') &&
        'The answer depends on the origin, and has no `Vary: Origin`: caches may hand it to another site.'
      )
    },
  },
  {
    code: 'origin-null-allowed',
    section: 'cors-check',
    say: (inquiry: Inquiry, probes: Probes | undefined): Warned => {
      const headers = headersOf(inquiry)
      const toNull = getHeader(headers, ORIGIN) === 'null' ? headers : (probes?.toNull ?? [])
      return (
        getHeader(toNull, ORIGIN) === 'null' &&
        `The server allows the origin \`null\`, which any page can take on${getHeader(toNull, CREDENTIALS) === 'true' ? ', and even with credentials' : ''}.`
      )
    },
  },
  {
    code: 'acao-wildcard-plus-acac',
    section: 'cors-protocol-and-credentials',
    say: (inquiry: Inquiry): Warned => {
      const headers = headersOf(inquiry)
      return (
        getHeader(headers, ORIGIN) === '*' &&
        getHeader(headers, CREDENTIALS) !== null &&
        '`Access-Control-Allow-Credentials` does nothing beside `Access-Control-Allow-Origin: *`: list the origins, or leave it out.'
      )
    },
  },
  {
    code: 'duplicate-headers',
    section: 'concept-cors-check',
    say: (inquiry: Inquiry): Warned => {
      const names = new Set(exchangesOf(inquiry).flatMap(({ response }) => doubledIn(response?.headers ?? [])))
      return (
        names.size > 0 &&
        `${enumerate([...names].map(inCode))} came with several values: let only one of server, middleware and proxy set it.`
      )
    },
  },
  {
    code: 'policy-not-in-effect',
    section: 'http-responses',
    say: (inquiry: Inquiry): Warned => {
      const ignored = ignoredDecision(inquiry)
      return (
        inquiry.hasNetwork &&
        ignored &&
        `The policy ${ignored.allowed ? 'allows this, and the answer does not' : 'refuses this, and the answer allows it'}: something else answers, or changes its headers.`
      )
    },
  },
] as const

/** Of the response itself or, where there is none, of the last one to a preflight. */
function headersOf(inquiry: Inquiry): HeaderList {
  const answered = exchangesOf(inquiry).findLast(({ response }) => response)
  return (lastExchange(inquiry, false)?.response ?? answered?.response)?.headers ?? []
}

/** Headers of which there may be one line with one value, and are more. */
function doubledIn(headers: HeaderList): string[] {
  return [ORIGIN, CREDENTIALS, 'Access-Control-Max-Age'].filter(
    (name) => getLines(headers, name).flatMap(splitQuoted).length > 1,
  )
}

/** What the policy decides, where the response says otherwise. */
function ignoredDecision(inquiry: Inquiry): Decision | undefined {
  return exchangesOf(inquiry).find(({ decision, response }) => {
    if (!response || !decision || decision.origin === null) return false
    const allowed = getHeader(response.headers, ORIGIN)
    const isShared = allowed === '*' || allowed === decision.origin
    // A refused method or header leaves the origin allowed.
    return isShared ? /^(origin|predicate)-/.test(decision.reason) : decision.allowed
  })?.decision
}
