import { extractTokens, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import { inCode, visibleStart } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { includesCredentials, type Inquiry, lastExchange, stepsOf } from '../inquiry/index.ts'
import type { Warned } from './warning.ts'

/** What is odd about the response to the preflight. */
export const PREFLIGHT_WARNINGS = [
  {
    code: 'preflight-unauthorized',
    section: 'cors-preflight-fetch-0',
    say: (inquiry: Inquiry): Warned => {
      const { status = 0 } = lastExchange(inquiry, true)?.response ?? {}
      return (
        [401, 403, 407].includes(status) &&
        `The preflight got status ${status}: something asks for a login before CORS is answered, and preflights never carry one.`
      )
    },
  },
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
        'Chrome, Firefox and Safari let `*` cover `authorization`, and the standard does not: list it in `Access-Control-Allow-Headers`.'
      )
    },
  },
  {
    code: 'wildcard-not-cached-firefox',
    section: 'cors-preflight-cache',
    say: (inquiry: Inquiry): Warned =>
      isKept(inquiry) &&
      !includesCredentials(inquiry) &&
      [...listIn(inquiry, 'access-control-allow-methods'), ...listIn(inquiry, 'access-control-allow-headers')].includes(
        '*',
      ) &&
      'Firefox asks anew each time where a preflight is answered with `*`: list methods and headers.',
  },
  {
    code: 'max-age-invalid',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned => {
      const value = maxAgeIn(inquiry)
      return (
        value !== undefined &&
        !/^\d+$/.test(value) &&
        `\`Access-Control-Max-Age\` is ${inCode(value)}, and only whole seconds count.`
      )
    },
  },
  {
    code: 'max-age-zero',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned =>
      /^0+$/.test(maxAgeIn(inquiry) ?? '') && '`Access-Control-Max-Age` is 0, so that each call costs a preflight.',
  },
  {
    code: 'max-age-capped',
    section: 'http-access-control-max-age',
    say: (inquiry: Inquiry): Warned => {
      const value = maxAgeIn(inquiry) ?? ''
      const caps = MAX_AGE_CAPS.filter(([, cap]) => Number(value) > cap).map(([engine, cap]) => `${cap} in ${engine}`)
      return (
        /^\d+$/.test(value) &&
        caps.length > 0 &&
        `\`Access-Control-Max-Age\` is ${visibleStart(value, MAX_DIGITS)}, of which browsers keep to less: ${enumerate(caps)}.`
      )
    },
  },
] as const

/** Digits that are shown: a server may send any number of them. */
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

/** Whether the browser got so far as to keep the response, or not to. */
function isKept(inquiry: Inquiry): boolean {
  return stepsOf(inquiry).some(({ id }) => id === 'preflight-cache-store')
}

function maxAgeIn(inquiry: Inquiry): string | undefined {
  return isKept(inquiry) ? (getHeader(headersOf(inquiry), 'access-control-max-age') ?? undefined) : undefined
}
