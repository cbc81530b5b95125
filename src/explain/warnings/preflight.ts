import { extractTokens, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { inCode, visibleStart } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { includesCredentials, type Inquiry, lastExchange, stepsOf } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** Warnings about the preflight response. */
export const PREFLIGHT_WARNINGS = [
  // A login in front of the code that handles CORS: a gateway, a proxy, or middleware in the wrong order.
  {
    code: 'preflight-unauthorized',
    section: 'cors-preflight-fetch-0',
    say: (inquiry: Inquiry): Warned => {
      const { status = 0 } = lastExchange(inquiry, true)?.response ?? {}
      return (
        [401, 403, 407].includes(status) &&
        `The preflight response has status ${status}, so something requires a login before CORS is handled, but preflights never carry credentials: let OPTIONS requests pass without a login.`
      )
    },
  },
  // Works today, and breaks on the day that a browser follows the standard (whatwg/fetch#1919).
  {
    code: 'authorization-wildcard',
    section: 'cors-non-wildcard-request-header-name',
    say: (inquiry: Inquiry): Warned => {
      const names = new Set(listIn(inquiry, 'access-control-allow-headers').map((name) => name.toLowerCase()))
      return (
        !includesCredentials(inquiry) &&
        inquiry.unsafeNames.includes('authorization') &&
        names.has('*') &&
        !names.has('authorization') &&
        'Chrome, Firefox and Safari let `*` cover `authorization`, but the standard does not: list `authorization` in `Access-Control-Allow-Headers`.'
      )
    },
  },
  // Firefox looks up each method and header by name, and finds none in a cached `*` (docs/browser-differences.md#stars-not-cached).
  {
    code: 'wildcard-not-cached-firefox',
    section: 'cors-preflight-cache',
    say: (inquiry: Inquiry): Warned =>
      isKept(inquiry) &&
      !includesCredentials(inquiry) &&
      [...listIn(inquiry, 'access-control-allow-methods'), ...listIn(inquiry, 'access-control-allow-headers')].includes(
        '*',
      ) &&
      'Firefox never reuses a preflight answered with `*`: list the methods and headers.',
  },
  // Configurations of servers take `1h` or `10m`, and people expect the header to take it, too.
  {
    code: 'max-age-invalid',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned => {
      const value = maxAgeIn(inquiry)
      return (
        value !== undefined &&
        !/^\d+$/.test(value) &&
        `\`Access-Control-Max-Age\` is ${inCode(value)}, but browsers accept only whole seconds: send a number such as 600.`
      )
    },
  },
  // Often left over from debugging. It doubles the latency of every call.
  {
    code: 'max-age-zero',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned =>
      /^0+$/.test(maxAgeIn(inquiry) ?? '') &&
      '`Access-Control-Max-Age` is 0, so every call costs a preflight: send a number of seconds such as 600.',
  },
  // Not wrong, but pages send more preflights than the number makes people expect.
  {
    code: 'max-age-capped',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned => {
      const value = maxAgeIn(inquiry) ?? ''
      const caps = MAX_AGE_CAPS.filter(([, cap]) => Number(value) > cap).map(([engine, cap]) => `${cap} in ${engine}`)
      return (
        /^\d+$/.test(value) &&
        caps.length > 0 &&
        `\`Access-Control-Max-Age\` is ${visibleStart(value, MAX_DIGITS)}, but browsers cap it: ${enumerate(caps)}.`
      )
    },
  },
] as const

/** Digits that are shown. A server may send any number of them. */
const MAX_DIGITS = 20

const MAX_AGE_CAPS = [
  ['Firefox and the standard', 86_400],
  ['Chrome', 7200],
  ['Safari', 600],
] as const

function headersOf(inquiry: Inquiry): HeaderList {
  return lastExchange(inquiry, true)?.response?.headers ?? []
}

function listIn(inquiry: Inquiry, name: string): readonly string[] {
  const list = extractTokens(headersOf(inquiry), name)
  return list === 'failure' || list === null ? [] : list
}

/** Whether the browser accepted the preflight response, so that it looked at `Access-Control-Max-Age`. */
function isKept(inquiry: Inquiry): boolean {
  return stepsOf(inquiry).some(({ id }) => id === 'preflight-cache-store')
}

function maxAgeIn(inquiry: Inquiry): string | undefined {
  return isKept(inquiry) ? (getHeader(headersOf(inquiry), 'access-control-max-age') ?? undefined) : undefined
}
