import { extractTokens, getHeader, getLines, type HeaderList, splitQuoted } from '../browser/header-list.ts'
import { isTrustworthy } from '../browser/origin.ts'
import type { Warning, WarningCode } from './explanation.ts'
import { exchangesOf, type Inquiry, includesCredentials, lastExchange, stepsOf } from './inquiry.ts'
import type { Probes } from './probe.ts'
import { fetchStandard } from './spec.ts'
import { code, enumerate } from './words.ts'

/** Where each warning has its reason. */
const SECTIONS: { readonly [Code in WarningCode]: string } = {
  'acao-wildcard-plus-acac': 'cors-protocol-and-credentials',
  'authorization-dropped-on-redirect': 'concept-http-redirect-fetch',
  'authorization-wildcard': 'cors-non-wildcard-request-header-name',
  'duplicate-headers': 'concept-cors-check',
  'error-without-cors-headers': 'http-responses',
  'expose-headers-invalid': 'extract-header-list-values',
  'expose-wildcard-with-credentials': 'cors-protocol-and-credentials',
  'local-network-access': 'https://wicg.github.io/local-network-access/',
  'max-age-capped': 'http-access-control-max-age',
  'max-age-invalid': 'http-access-control-max-age',
  'max-age-zero': 'http-access-control-max-age',
  'mixed-content': 'https://w3c.github.io/webappsec-mixed-content/',
  'origin-null-after-redirect': 'serializing-a-request-origin',
  'origin-null-allowed': 'cors-check',
  'policy-not-in-effect': 'http-responses',
  'preflight-unauthorized': 'cors-preflight-fetch-0',
  'request-header-dropped': 'forbidden-request-header',
  'response-header-not-exposed': 'http-access-control-expose-headers',
  'set-cookie-ignored': 'cors-protocol-and-credentials',
  'side-effects-already-happened': 'cors-protocol-exceptions',
  'vary-origin-missing': 'cors-protocol-and-http-caches',
  'wildcard-not-cached-firefox': 'cors-preflight-cache',
}

/** What should not stay so, though it may have gone well. */
export function warningsOf(inquiry: Inquiry, probes: Probes | undefined): Warning[] {
  const found = [
    ...aboutCall(inquiry),
    ...aboutPreflight(inquiry),
    ...aboutPermission(inquiry, probes),
    ...aboutAnswer(inquiry),
  ]
  return found.flatMap(([name, sentence]) => (sentence ? [{ code: name, sentence, spec: sectionOf(name) }] : []))
}

function sectionOf(name: WarningCode): string {
  const section = SECTIONS[name]
  return section.startsWith('https:') ? section : fetchStandard(section)
}

type Found = readonly [WarningCode, string | false | undefined]

function aboutCall(inquiry: Inquiry): Found[] {
  const { droppedNames, request } = inquiry
  const url = request.urlList[0]!
  const isPageLocal =
    /^(file|null$)/.test(request.origin) || (URL.canParse(request.origin) && isLocal(new URL(request.origin).hostname))
  return [
    [
      'request-header-dropped',
      droppedNames.length > 0 &&
        `No script can set ${enumerate(droppedNames.map(code))}: browsers leave that out without a word.`,
    ],
    [
      'mixed-content',
      request.origin.startsWith('https:') &&
        url.protocol === 'http:' &&
        !isTrustworthy(url) &&
        `The page is on https and ${code(url.origin)} is not: browsers block that as mixed content, whatever CORS says.`,
    ],
    [
      'local-network-access',
      !isPageLocal &&
        isLocal(url.hostname) &&
        `${code(url.hostname)} is on the local network: browsers may ask the user for permission (Local Network Access). No header can give it.`,
    ],
  ]
}

/** Loopback, private and link-local addresses, as far as their names tell. */
function isLocal(host: string): boolean {
  return /^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[(f[cde]|::1\])|(^|\.)local(host)?$/.test(host)
}

function aboutPreflight(inquiry: Inquiry): Found[] {
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
        !namesInclude(names, 'authorization') &&
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

function namesInclude(names: readonly string[] | 'failure', name: string): boolean {
  return names !== 'failure' && names.some((other) => other.toLowerCase() === name)
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
    ['max-age-invalid', !isNumber && `\`Access-Control-Max-Age\` is ${code(value)}, and only whole seconds count.`],
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

function aboutPermission(inquiry: Inquiry, probes: Probes | undefined): Found[] {
  const exchanges = exchangesOf(inquiry).filter(({ response }) => response)
  const actual = lastExchange(inquiry, false)
  const { headers = [] } = actual?.response ?? exchanges.at(-1)?.response ?? {}
  const origin = getHeader(headers, 'access-control-allow-origin')
  const credentials = getHeader(headers, 'access-control-allow-credentials')
  const vary =
    getHeader(headers, 'vary')
      ?.toLowerCase()
      .split(/[\s,]+/) ?? []
  const doubled = new Set(exchanges.flatMap(({ response }) => doubledIn(response?.headers ?? [])))
  const isCors = stepsOf(inquiry).some(({ id }) => id === 'cors-check')
  const other = exchanges.find(
    ({ decision, response }) => decision?.allowed && !isShared(response?.headers ?? [], decision.origin),
  )
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
      (origin === 'null' || probes?.toNull === 'null') &&
        `The server allows the origin \`null\`, which any page can take on${credentials === 'true' ? ', and even with credentials' : ''}.`,
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
        `${enumerate([...doubled].map(code))} came twice: let only one of server, middleware and proxy set it.`,
    ],
    [
      'policy-not-in-effect',
      inquiry.hasNetwork &&
        other !== undefined &&
        'The policy allows this, and the answer does not: something else answers, or changes its headers.',
    ],
  ]
}

function isShared(headers: HeaderList, origin: string | null): boolean {
  const allowed = getHeader(headers, 'access-control-allow-origin')
  return origin === null || allowed === '*' || allowed === origin
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

/** Hidden from pages, and hardly missed there. */
const PLUMBING =
  /^(access-control-.*|cross-origin-.*|vary|set-cookie|date|server|connection|content-encoding|x-powered-by|x-content-type-options|strict-transport-security|timing-allow-origin)$/

function aboutAnswer(inquiry: Inquiry): Found[] {
  const { failure, request } = inquiry
  const steps = stepsOf(inquiry)
  const redirects = steps.filter(({ id }) => id === 'redirect')
  const filter = steps.find(({ id }) => id === 'filter')
  const actual = lastExchange(inquiry, false)
  const { status = 0, headers = [] } = actual?.response ?? {}
  const exposed = extractTokens(headers, 'access-control-expose-headers') ?? []
  const isCors = steps.some(({ id }) => id === 'cors-check')
  const hidden = filter?.detail['type'] === 'cors' ? (filter.detail['hidden'] as readonly string[]) : []
  const missed = [...new Set(hidden.map((name) => name.toLowerCase()))].filter((name) => !PLUMBING.test(name))
  const isRefused = actual?.decision && !actual.decision.allowed && inquiry.policy?.enforce
  const isBlocked = failure && isCors && actual?.response && !isRefused
  const isNull = (detail: { readonly [key: string]: unknown }): boolean =>
    detail['origin'] === 'null' && request.origin !== 'null'
  return [
    [
      'side-effects-already-happened',
      isBlocked &&
        !/^(GET|HEAD|OPTIONS)$/.test(request.method) &&
        `The server got the ${code(request.method)} all the same, and may have done what it says: CORS keeps the page from reading, not from sending.`,
    ],
    [
      'error-without-cors-headers',
      isBlocked &&
        status >= 400 &&
        failure.code === 'acao-missing' &&
        `The answer is an error of status ${status}: look at that first, it may be all that is wrong.`,
    ],
    [
      'response-header-not-exposed',
      missed.length > 0 &&
        `The page cannot read ${enumerate(missed.map(code))}: if it has to, list that in \`exposeHeaders\`.`,
    ],
    [
      'expose-headers-invalid',
      isCors &&
        exposed === 'failure' &&
        '`Access-Control-Expose-Headers` holds what is no name of a header, so that browsers ignore all of it.',
    ],
    [
      'expose-wildcard-with-credentials',
      isCors &&
        includesCredentials(inquiry) &&
        exposed !== 'failure' &&
        exposed.includes('*') &&
        'With credentials, `*` in `Access-Control-Expose-Headers` is a mere name: list the headers.',
    ],
    [
      'set-cookie-ignored',
      isCors &&
        !includesCredentials(inquiry) &&
        getHeader(headers, 'set-cookie') !== null &&
        "Browsers ignore the `Set-Cookie` of this answer, since the call has no `credentials: 'include'`.",
    ],
    [
      'authorization-dropped-on-redirect',
      redirects.some(({ detail }) =>
        (detail['dropped'] as readonly string[]).some((name) => name.toLowerCase() === 'authorization'),
      ) && 'The redirect leads to another origin, so the browser leaves `authorization` out.',
    ],
    [
      'origin-null-after-redirect',
      redirects.length > 0 &&
        steps.some(({ id, detail }) => id === 'actual-request' && isNull(detail)) &&
        'After a redirect over several origins the browser sends `Origin: null`: ask at once for where it leads.',
    ],
  ]
}
