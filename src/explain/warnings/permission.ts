import { getHeader, getLines, type HeaderList, splitQuoted } from '../../browser/terms/header-list.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { exchangesOf, type Inquiry, lastExchange, type Probes, stepsOf } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

const ORIGIN = 'Access-Control-Allow-Origin'
const CREDENTIALS = 'Access-Control-Allow-Credentials'

/** Warnings about the permission, of a preflight or of the response itself. */
export const PERMISSION_WARNINGS = [
  // A cache hands the response for one origin to a page of another. It fails for some users, some of the time.
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
        'The response depends on the origin but has no `Vary: Origin`, so a cache may hand it to another site: send `Vary: Origin`.'
      )
    },
  },
  // A server that reflects any `Origin`, or whose list has `null` for pages opened as files.
  {
    code: 'origin-null-allowed',
    section: 'cors-check',
    say: (inquiry: Inquiry, probes: Probes | undefined): Warned => {
      const headers = headersOf(inquiry)
      const toNull = getHeader(headers, ORIGIN) === 'null' ? headers : (probes?.toNull ?? [])
      return (
        getHeader(toNull, ORIGIN) === 'null' &&
        `The server allows the origin \`null\`${getHeader(toNull, CREDENTIALS) === 'true' ? ', even with credentials' : ''}, but any page can have that origin: refuse it.`
      )
    },
  },
  // Many examples on the web set both. They work until a page sends credentials.
  {
    code: 'acao-wildcard-plus-acac',
    section: 'cors-protocol-and-credentials',
    say: (inquiry: Inquiry): Warned => {
      const headers = headersOf(inquiry)
      return (
        getHeader(headers, ORIGIN) === '*' &&
        getHeader(headers, CREDENTIALS) !== null &&
        '`Access-Control-Allow-Credentials` has no effect together with `Access-Control-Allow-Origin: *`: name the origin, or leave out `Access-Control-Allow-Credentials`.'
      )
    },
  },
  // Even twice the same value fails, for example `*, *`: usually a proxy and the application both add the header.
  {
    code: 'duplicate-headers',
    section: 'concept-cors-check',
    say: (inquiry: Inquiry): Warned => {
      const names = new Set(exchangesOf(inquiry).flatMap(({ response }) => doubledIn(response?.headers ?? [])))
      return (
        names.size > 0 &&
        `${enumerate([...names].map(inCode))} ${names.size > 1 ? 'are' : 'is'} set more than once: let only one layer (server, middleware or proxy) set ${names.size > 1 ? 'them' : 'it'}.`
      )
    },
  },
] as const

/** The headers of the response or, without one, of the last preflight response. */
function headersOf(inquiry: Inquiry): HeaderList {
  const answered = exchangesOf(inquiry).findLast(({ response }) => response)
  return (lastExchange(inquiry, false)?.response ?? answered?.response)?.headers ?? []
}

/** The headers that must have one value, and have several. */
function doubledIn(headers: HeaderList): string[] {
  return [ORIGIN, CREDENTIALS, 'Access-Control-Max-Age'].filter(
    (name) => getLines(headers, name).flatMap(splitQuoted).length > 1,
  )
}
