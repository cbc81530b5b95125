import type { Step, StepId } from '../../browser/outcome/step.ts'
import type { UnsafeHeader } from '../../browser/request/safelist.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { describeFailure } from '../failures/index.ts'
import { includesCredentials, type Inquiry, originSentAfter } from '../inquiry/index.ts'
import { specUrl } from '../spec.ts'
import type { ExplainedStep } from './step.ts'
import { unsafeReasons } from './unsafe-header.ts'

/** All that there is to say about a step of the browser that does not end the request. */
interface StepRow {
  /** Section of the Fetch standard. */
  readonly section: string
  readonly say: (detail: Step['detail'], inquiry: Inquiry, step: Step) => string
}

/** A step of the browser, in a sentence. */
export function explainStep(step: Step, inquiry: Inquiry): ExplainedStep {
  const { id, passed, detail } = step
  const { failure } = inquiry
  // These two only find out something: nothing ends here.
  const isGate = id !== 'same-origin-shortcut' && id !== 'timing-check'
  if (isGate && !passed && failure) return { id, side: 'browser', passed, ...describeFailure(failure, inquiry) }
  const { section, say } = BROWSER_STEPS[id]
  const sentence = say({ ...detail, passed }, inquiry, step)
  return { id, side: 'browser', passed: true, sentence, spec: specUrl(section) }
}

/** What a browser finds out, or does, at each of its steps. */
const BROWSER_STEPS: { readonly [Id in StepId]: StepRow } = {
  'same-origin-shortcut': {
    section: 'concept-main-fetch',
    say: ({ passed, origin, url }, { request: { mode } }) => {
      const target = String(url)
      if (target.startsWith('data:')) return 'A `data:` URL holds its own answer: nobody is asked.'
      if (passed) return `The page and the URL have the same origin, ${inCode(String(origin))}: CORS has no part in it.`
      const others = `The page is of ${inCode(String(origin))}, and the URL of another origin, ${inCode(new URL(target).origin)}`
      return `${others}: ${mode === 'no-cors' ? "with `mode: 'no-cors'`, the page may send but not read" : 'CORS decides'}.`
    },
  },
  'classify-request': {
    section: 'cors-unsafe-request-header-names',
    say: ({ isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight }, { request }) => {
      if (!isNeeded) return `No preflight: ${inCode(String(method))} and all of the headers are safelisted.`
      const reasons = [
        ...(isUnsafeMethod
          ? [`${inCode(String(method))} is not safelisted (${SAFELISTED_METHODS.join(', ')} are)`]
          : []),
        ...unsafeReasons(unsafe as readonly UnsafeHeader[], request.headers),
        ...(forcesPreflight ? ['its body is a stream'] : []),
      ]
      return `The browser asks first, with a preflight: ${reasons.join('; ')}.`
    },
  },
  'preflight-cache-lookup': {
    section: 'cors-preflight-cache',
    say: ({ isCached }) =>
      isCached ? 'An earlier preflight covers this: none is sent.' : 'No earlier preflight covers this.',
  },
  'preflight-request': {
    section: 'cors-preflight-fetch-0',
    say: ({ method, names }) => {
      const headers = (names as readonly string[]).map(inCode)
      const withHeaders = headers.length ? ` with ${enumerate(headers)}` : ''
      return `OPTIONS is sent, without cookies: may the page send ${inCode(String(method))}${withHeaders}?`
    },
  },
  'preflight-cors-check': {
    section: 'concept-cors-check',
    say: (_, inquiry) => `The answer allows the origin${withCookies(inquiry)}.`,
  },
  'preflight-status': {
    section: 'ok-status',
    say: ({ status }) => `Its status, ${String(status)}, is from 200 to 299.`,
  },
  'preflight-parse-lists': {
    section: 'extract-header-list-values',
    say: () => 'Its lists can be read.',
  },
  'preflight-method': {
    section: 'cors-preflight-fetch-0',
    say: ({ method, methods }) => {
      const name = String(method)
      if ((methods as readonly string[] | null)?.includes(name)) return `It allows the method ${inCode(name)}.`
      return SAFELISTED_METHODS.includes(name)
        ? `${inCode(name)} needs no permission.`
        : `Its \`*\` allows the method ${inCode(name)}.`
    },
  },
  'preflight-authorization': {
    section: 'cors-non-wildcard-request-header-name',
    say: (detail) => allowsHeader(detail),
  },
  'preflight-header': {
    section: 'cors-preflight-fetch-0',
    say: (detail) => allowsHeader(detail),
  },
  'preflight-cache-store': {
    section: 'cors-preflight-cache',
    say: ({ maxAge, header }) => {
      const given =
        typeof header === 'string' ? `\`Access-Control-Max-Age\` ${inCode(header)}` : 'no `Access-Control-Max-Age`'
      return Number(maxAge) > 0
        ? `The browser keeps the answer for ${String(maxAge)} seconds (${given}).`
        : `The browser does not keep the answer (${given}).`
    },
  },
  'actual-request': {
    section: 'concept-http-network-or-cache-fetch',
    say: ({ url, method, withCookies: has }, inquiry, step) => {
      const sent = originSentAfter(step, inquiry)
      const from = sent !== null && sent !== inquiry.request.origin ? `, with \`Origin: ${sent}\`` : ''
      return `${inCode(`${String(method)} ${String(url)}`)} is sent, with${has ? '' : 'out'} cookies${from}.`
    },
  },
  'cors-check': {
    section: 'concept-cors-check',
    say: ({ status }, inquiry) => `The answer, of status ${String(status)}, allows the origin${withCookies(inquiry)}.`,
  },
  'corp-check': {
    section: 'cross-origin-resource-policy-check',
    say: () => 'The response lets itself be embedded.',
  },
  'timing-check': {
    section: 'concept-tao-check',
    say: ({ passed }) =>
      passed ? 'The page may see detailed timing.' : 'The page sees no detailed timing (`Timing-Allow-Origin`).',
  },
  redirect: {
    section: 'concept-http-redirect-fetch',
    say: ({ status, location, dropped, before, method }) => {
      const names = (dropped as readonly string[]).map((name) => inCode(name.toLowerCase()))
      const changes = [
        ...(before === method ? [] : [`as ${inCode(String(method))}`]),
        ...(names.length ? [`without ${enumerate([...new Set(names)])}`] : []),
      ]
      return `Status ${String(status)} sends the browser on to ${inCode(String(location))}${changes.length ? `, ${changes.join(', ')}` : ''}.`
    },
  },
  filter: {
    section: 'concept-filtered-response',
    say: ({ hidden }) => {
      const all = (hidden as readonly string[]).map((name) => name.toLowerCase())
      const names = [...new Set(all)].filter((name) => !name.startsWith('access-control-'))
      return names.length
        ? `The page can read the response, without ${enumerate(names.map(inCode))}.`
        : 'The page can read the response.'
    },
  },
}

function withCookies(inquiry: Inquiry): string {
  return includesCredentials(inquiry) ? ', with credentials' : ''
}

function allowsHeader({ name, listed }: Step['detail']): string {
  const isListed = (listed as readonly string[]).some((other) => other.toLowerCase() === name)
  return `${isListed ? 'It' : 'Its `*`'} allows the header ${inCode(String(name))}.`
}
