import type { HeaderList } from '../browser/header-list.ts'
import { getHeader } from '../browser/header-list.ts'
import { unsafeReason, type UnsafeHeader } from '../browser/safelist.ts'
import type { Step, StepId } from '../browser/step.ts'
import { SAFELISTED_METHODS } from '../fetch/method.ts'
import type { ExplainedStep } from './explanation.ts'
import { describeFailure, FAILURES } from './failures.ts'
import { type Inquiry, includesCredentials, originSentAfter } from './inquiry.ts'
import { fetchStandard, STEP_SECTIONS } from './spec.ts'
import { code, enumerate, hex } from './words.ts'

type Sayer = (detail: Step['detail'], inquiry: Inquiry, step: Step) => string

/** A step of the browser, in a sentence. */
export function explainStep(step: Step, inquiry: Inquiry): ExplainedStep {
  const { id, passed, detail } = step
  const { failure } = inquiry
  // These two only find out something: nothing ends here.
  const isGate = id !== 'same-origin-shortcut' && id !== 'timing-check'
  if (isGate && !passed && failure) {
    const spec = fetchStandard(FAILURES[failure.code].section)
    return { id, side: 'browser', passed, sentence: describeFailure(failure, inquiry), spec }
  }
  const sentence = SAYERS[id]({ ...detail, passed }, inquiry, step)
  return { id, side: 'browser', passed: true, sentence, spec: fetchStandard(STEP_SECTIONS[id]!) }
}

/** What a browser finds out, or does, at each of its steps, when that does not end the request. */
const SAYERS: { readonly [Id in StepId]: Sayer } = {
  'same-origin-shortcut': ({ passed, origin, url }, { request: { mode } }) => {
    const target = String(url)
    if (target.startsWith('data:')) return 'A `data:` URL holds its own answer: nobody is asked.'
    if (passed) return `The page and the URL have the same origin, ${code(String(origin))}: CORS has no part in it.`
    const others = `The page is of ${code(String(origin))}, and the URL of another origin, ${code(new URL(target).origin)}`
    return `${others}: ${mode === 'no-cors' ? "with `mode: 'no-cors'`, the page may send but not read" : 'CORS decides'}.`
  },
  'classify-request': ({ isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight }, { request }) => {
    if (!isNeeded) return `No preflight: ${code(String(method))} and all of the headers are safelisted.`
    const reasons = [
      ...(isUnsafeMethod ? [`${code(String(method))} is not safelisted (${SAFELISTED_METHODS.join(', ')} are)`] : []),
      ...unsafeReasons(unsafe as readonly UnsafeHeader[], request.headers),
      ...(forcesPreflight ? ['its body is a stream'] : []),
    ]
    return `The browser asks first, with a preflight: ${reasons.join('; ')}.`
  },
  'preflight-cache-lookup': ({ isCached }) =>
    isCached ? 'An earlier preflight covers this: none is sent.' : 'No earlier preflight covers this.',
  'preflight-request': ({ method, names }) => {
    const headers = (names as readonly string[]).map(code)
    const withHeaders = headers.length ? ` with ${enumerate(headers)}` : ''
    return `OPTIONS is sent, without cookies: may the page send ${code(String(method))}${withHeaders}?`
  },
  'preflight-cors-check': (_, inquiry) => `The answer allows the origin${withCookies(inquiry)}.`,
  'preflight-status': ({ status }) => `Its status, ${String(status)}, is from 200 to 299.`,
  'preflight-parse-lists': () => 'Its lists can be read.',
  'preflight-method': ({ method, methods }) => {
    const name = String(method)
    if ((methods as readonly string[] | null)?.includes(name)) return `It allows the method ${code(name)}.`
    return SAFELISTED_METHODS.includes(name)
      ? `${code(name)} needs no permission.`
      : `Its \`*\` allows the method ${code(name)}.`
  },
  'preflight-authorization': (detail) => allowsHeader(detail),
  'preflight-header': (detail) => allowsHeader(detail),
  'preflight-cache-store': ({ maxAge, header }) => {
    const given =
      typeof header === 'string' ? `\`Access-Control-Max-Age\` ${code(header)}` : 'no `Access-Control-Max-Age`'
    return Number(maxAge) > 0
      ? `The browser keeps the answer for ${String(maxAge)} seconds (${given}).`
      : `The browser does not keep the answer (${given}).`
  },
  'actual-request': ({ url, method, withCookies: has }, inquiry, step) => {
    const sent = originSentAfter(step, inquiry)
    const from = sent !== null && sent !== inquiry.request.origin ? `, with \`Origin: ${sent}\`` : ''
    return `${code(`${String(method)} ${String(url)}`)} is sent, with${has ? '' : 'out'} cookies${from}.`
  },
  'cors-check': ({ status }, inquiry) =>
    `The answer, of status ${String(status)}, allows the origin${withCookies(inquiry)}.`,
  'corp-check': () => 'The response lets itself be embedded.',
  'timing-check': ({ passed }) =>
    passed ? 'The page may see detailed timing.' : 'The page sees no detailed timing (`Timing-Allow-Origin`).',
  redirect: ({ status, location, dropped, before, method }) => {
    const names = (dropped as readonly string[]).map((name) => code(name.toLowerCase()))
    const changes = [
      ...(before === method ? [] : [`as ${code(String(method))}`]),
      ...(names.length ? [`without ${enumerate([...new Set(names)])}`] : []),
    ]
    return `Status ${String(status)} sends the browser on to ${code(String(location))}${changes.length ? `, ${changes.join(', ')}` : ''}.`
  },
  filter: ({ hidden }) => {
    const all = (hidden as readonly string[]).map((name) => name.toLowerCase())
    const names = [...new Set(all)].filter((name) => !name.startsWith('access-control-'))
    return names.length
      ? `The page can read the response, without ${enumerate(names.map(code))}.`
      : 'The page can read the response.'
  },
}

function withCookies(inquiry: Inquiry): string {
  return includesCredentials(inquiry) ? ', with credentials' : ''
}

function allowsHeader({ name, listed }: Step['detail']): string {
  const isListed = (listed as readonly string[]).some((other) => other.toLowerCase() === name)
  return `${isListed ? 'It' : 'Its `*`'} allows the header ${code(String(name))}.`
}

function unsafeReasons(unsafe: readonly UnsafeHeader[], headers: HeaderList): string[] {
  const inTotal = unsafe.filter(({ reason }) => reason === 'total-too-long')
  const reasons = unsafe.filter((header) => !inTotal.includes(header)).map((header) => unsafeWords(header, headers))
  const [first] = inTotal
  if (!first) return reasons
  const names = enumerate(inTotal.map(({ name }) => code(name)))
  return [...reasons, `the values of ${names} are ${first.bytes} bytes together, and at most 1024 are safelisted`]
}

function unsafeWords({ name, reason, bytes }: UnsafeHeader, headers: HeaderList): string {
  const value = getHeader(headers, name) ?? ''
  switch (reason) {
    case 'value-too-long':
      return `${code(name)} is ${bytes} bytes, and at most 128 are safelisted`
    case 'unsafe-byte': {
      const isUnsafe = (byte: string): boolean =>
        unsafeReason([name === 'content-type' ? 'accept' : name, byte]) !== undefined
      const byte = [...value].find(isUnsafe) ?? ''
      return `${code(name)} holds ${code(byte)} (${hex(byte)}), which is not safelisted there`
    }
    case 'mime-parse-failure':
      return `${code(name)} is ${code(value)}, which is no type`
    case 'mime-not-safelisted':
      return `${code(name)} is ${code(value)}, which is not safelisted as forms and plain text are`
    case 'range-not-simple':
      return `${code(name)} is ${code(value)}, and only \`bytes=\` with a start is safelisted`
    default:
      return `the header ${code(name)} is not safelisted`
  }
}
