import { extractTokens, getHeader, type HeaderList } from '../../browser/terms/header-list.ts'
import type { Found } from './warning.ts'
import { type Inquiry, includesCredentials, lastExchange, stepsOf } from '../inquiry/inquiry.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

/** What is odd about the answer to the preflight. */
export function aboutPreflight(inquiry: Inquiry): Found[] {
  const { response } = lastExchange(inquiry, true) ?? {}
  if (!response) return []
  const { status, headers } = response
  const methods = extractTokens(headers, 'access-control-allow-methods') ?? []
  const names = extractTokens(headers, 'access-control-allow-headers') ?? []
  const isStar = [methods, names].some((list) => list.includes('*')) && !includesCredentials(inquiry)
  const isKept = stepsOf(inquiry).some(({ id }) => id === 'preflight-cache-store')
  return [
    [
      'preflight-unauthorized',
      /^40[137]$/.test(String(status)) &&
        `The preflight got status ${status}: something asks for a login before CORS is answered, and preflights never carry one.`,
    ],
    [
      'authorization-wildcard',
      isStar &&
        inquiry.unsafeNames.includes('authorization') &&
        names.includes('*') &&
        ![...names].some((name) => name.toLowerCase() === 'authorization') &&
        'Chrome, Firefox and Safari let `*` cover `authorization`, and the standard does not: list it in `Access-Control-Allow-Headers`.',
    ],
    [
      'wildcard-not-cached-firefox',
      isKept &&
        isStar &&
        'Firefox asks anew each time where a preflight is answered with `*`: list methods and headers.',
    ],
    ...(isKept ? aboutMaxAge(headers) : []),
  ]
}

function aboutMaxAge(headers: HeaderList): Found[] {
  const value = getHeader(headers, 'access-control-max-age')
  if (value === null) return []
  const seconds = Number(value)
  const caps = [
    ['Firefox and the standard', 86_400],
    ['Chrome', 7200],
    ['Safari', 600],
  ] as const
  const capped = caps.filter(([, cap]) => seconds > cap).map(([engine, cap]) => `${cap} in ${engine}`)
  const isNumber = /^\d+$/.test(value)
  return [
    ['max-age-invalid', !isNumber && `\`Access-Control-Max-Age\` is ${inCode(value)}, and only whole seconds count.`],
    [
      'max-age-zero',
      isNumber && seconds === 0 && '`Access-Control-Max-Age` is 0, so that each call costs a preflight.',
    ],
    [
      'max-age-capped',
      isNumber &&
        capped.length > 0 &&
        `\`Access-Control-Max-Age\` is ${value}, of which browsers keep to less: ${enumerate(capped)}.`,
    ],
  ]
}
