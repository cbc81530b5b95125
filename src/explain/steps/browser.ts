import type { Step, StepId } from '../../browser/outcome/step.ts'
import type { UnsafeHeader } from '../../browser/request/safelist.ts'
import type { Mode } from '../../browser/terms/wire.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { describeFailure } from '../failures/index.ts'
import { includesCredentials, type Inquiry, originSentAfter } from '../inquiry/index.ts'
import { specUrl } from '../spec.ts'
import type { ExplainedStep } from './step.ts'
import { unsafeReasons } from './unsafe-header.ts'

/** Everything there is to say about a step of the browser that does not end the request. */
interface StepRow {
  /** Section of the Fetch standard. */
  readonly section: string
  readonly say: (detail: Step['detail'], inquiry: Inquiry, step: Step) => string
}

/** Explains a step of the browser: with the sentence of its row or, where it ends the request, of the failure. */
export function explainStep(step: Step, inquiry: Inquiry): ExplainedStep {
  const { id, passed, detail } = step
  const { failure } = inquiry
  // These two ask a question, and `passed` is the answer: the request goes on in either case.
  const isGate = id !== 'same-origin-shortcut' && id !== 'timing-check'
  if (isGate && !passed && failure) return { id, side: 'browser', passed, ...describeFailure(failure, inquiry) }
  const { section, say } = BROWSER_STEPS[id]
  const sentence = say({ ...detail, passed }, inquiry, step)
  return { id, side: 'browser', passed: true, sentence, spec: specUrl(section) }
}

/** The effect of a mode on a URL of another origin. */
const OTHER_ORIGIN: { readonly [Each in Mode]: string } = {
  cors: 'CORS decides',
  'no-cors': "with `mode: 'no-cors'` the page may send the request but not read the response",
  'same-origin': "`mode: 'same-origin'` forbids the call",
}

/** One row for each step of the browser: a step without a row does not compile. */
const BROWSER_STEPS: { readonly [Id in StepId]: StepRow } = {
  // The first step of every hop, so that it also shows where a redirect leads.
  'same-origin-shortcut': {
    section: 'concept-main-fetch',
    say: ({ passed, origin, url }, { request: { mode } }) => {
      const target = String(url)
      if (target.startsWith('data:')) return 'A `data:` URL contains its own response, so no server is asked.'
      const page = inCode(String(origin))
      if (passed) return `The page and the URL have the same origin, ${page}, so CORS does not apply.`
      return `The page's origin is ${page} and the URL's origin is ${inCode(new URL(target).origin)}, so ${OTHER_ORIGIN[mode]}.`
    },
  },
  // Most people ask first why there is a preflight at all.
  'classify-request': {
    section: 'cors-unsafe-request-header-names',
    say: ({ isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight }, { request }) => {
      if (!isNeeded)
        return `No preflight is needed, because ${inCode(String(method))} and all headers are CORS-safelisted.`
      const reasons = [
        ...(isUnsafeMethod
          ? [`${inCode(String(method))} is not CORS-safelisted (${enumerate(SAFELISTED_METHODS)} are)`]
          : []),
        ...unsafeReasons(unsafe as readonly UnsafeHeader[], request.headers),
        ...(forcesPreflight ? ['its body is a stream'] : []),
      ]
      return `The browser sends a preflight first, because ${reasons.join('; ')}.`
    },
  },
  'preflight-cache-lookup': {
    section: 'cors-preflight-cache',
    say: ({ isCached }) =>
      isCached
        ? 'An earlier preflight covers this request, so none is sent.'
        : 'No earlier preflight covers this request.',
  },
  // Without cookies and `authorization`, whatever the call says: a login in front of it refuses the preflight.
  'preflight-request': {
    section: 'cors-preflight-fetch-0',
    say: ({ method, names }) => {
      const headers = (names as readonly string[]).map(inCode)
      const withHeaders = headers.length ? ` with ${enumerate(headers)}` : ''
      return `The browser sends OPTIONS, without cookies, to ask whether the page may send ${inCode(String(method))}${withHeaders}.`
    },
  },
  'preflight-cors-check': {
    section: 'concept-cors-check',
    say: (_, inquiry) => `The preflight response allows the origin${withCredentials(inquiry)}.`,
  },
  'preflight-status': {
    section: 'ok-status',
    say: ({ status }) => `The preflight response has status ${String(status)}, which is from 200 to 299.`,
  },
  'preflight-parse-lists': {
    section: 'extract-header-list-values',
    say: () => 'The lists of methods and headers in the preflight response are valid.',
  },
  // GET, HEAD and POST pass whatever the list says, because a form could send them without a preflight.
  'preflight-method': {
    section: 'cors-preflight-fetch-0',
    say: ({ method, methods }) => {
      const name = String(method)
      if ((methods as readonly string[] | null)?.includes(name))
        return `The preflight response allows the method ${inCode(name)}.`
      return SAFELISTED_METHODS.includes(name)
        ? `The method ${inCode(name)} needs no permission.`
        : `The \`*\` in the preflight response allows the method ${inCode(name)}.`
    },
  },
  // A step of its own, because the standard lets no wildcard cover it.
  'preflight-authorization': {
    section: 'cors-non-wildcard-request-header-name',
    say: (detail) => allowsHeader(detail),
  },
  'preflight-header': {
    section: 'cors-preflight-fetch-0',
    say: (detail) => allowsHeader(detail),
  },
  // Seconds of the browser and of the header: every engine has a cap of its own.
  'preflight-cache-store': {
    section: 'cors-preflight-cache',
    say: ({ maxAge, header }) => {
      const given =
        typeof header === 'string'
          ? `\`Access-Control-Max-Age\` is ${inCode(header)}`
          : 'it has no `Access-Control-Max-Age`'
      return Number(maxAge) > 0
        ? `The browser keeps the preflight response for ${String(maxAge)} seconds (${given}).`
        : `The browser does not keep the preflight response (${given}).`
    },
  },
  'actual-request': {
    section: 'concept-http-network-or-cache-fetch',
    say: ({ url, method, withCookies: has }, inquiry, step) => {
      // A redirect across origins makes it `null`, and a GET of the page's own origin has none.
      const sent = originSentAfter(step, inquiry)
      const from = sent !== null && sent !== inquiry.request.origin ? ` and with ${inCode(`Origin: ${sent}`)}` : ''
      return `The browser sends ${inCode(`${String(method)} ${String(url)}`)} with${has ? '' : 'out'} cookies${from}.`
    },
  },
  // Its failures have rows of their own, in failures/cors-check.ts.
  'cors-check': {
    section: 'concept-cors-check',
    say: ({ status }, inquiry) =>
      `The response (status ${String(status)}) allows the origin${withCredentials(inquiry)}.`,
  },
  // Only for `no-cors` calls. CORS has no part in it.
  'corp-check': {
    section: 'cross-origin-resource-policy-check',
    say: () => '`Cross-Origin-Resource-Policy` does not block the response.',
  },
  'timing-check': {
    section: 'concept-tao-check',
    say: ({ passed }) =>
      passed
        ? 'The page can see detailed timing.'
        : 'The page cannot see detailed timing, because `Timing-Allow-Origin` does not allow it.',
  },
  redirect: {
    section: 'concept-http-redirect-fetch',
    say: ({ status, location, dropped, before, method }) => {
      const names = (dropped as readonly string[]).map((name) => inCode(name.toLowerCase()))
      const changes = [
        ...(before === method ? [] : [`as ${inCode(String(method))}`]),
        ...(names.length ? [`without ${enumerate([...new Set(names)])}`] : []),
      ]
      return `Status ${String(status)} redirects the browser to ${inCode(String(location))}${changes.length ? `, ${changes.join(', ')}` : ''}.`
    },
  },
  // The page does not see these headers, although the network panel of the developer tools shows them.
  filter: {
    section: 'concept-filtered-response',
    say: ({ hidden }) => {
      const all = (hidden as readonly string[]).map((name) => name.toLowerCase())
      // Of no use to a page, and in every response.
      const names = [...new Set(all)].filter((name) => !name.startsWith('access-control-'))
      return names.length
        ? `The page can read the response, except the ${names.length > 1 ? 'headers' : 'header'} ${enumerate(names.map(inCode))}.`
        : 'The page can read the response.'
    },
  },
}

function withCredentials(inquiry: Inquiry): string {
  return includesCredentials(inquiry) ? ', with credentials' : ''
}

function allowsHeader({ name, isListed }: Step['detail']): string {
  return `The ${isListed ? '' : '`*` in the '}preflight response allows the header ${inCode(String(name))}.`
}
