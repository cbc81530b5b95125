import type { HeaderList } from '../../browser/terms/header-list.ts'
import { getHeader } from '../../browser/terms/header-list.ts'
import { unsafeReason, type UnsafeHeader } from '../../browser/request/safelist.ts'
import type { Step, StepId } from '../../browser/outcome/step.ts'
import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { ExplainedStep } from '../explanation.ts'
import { describeFailure, FAILURES } from '../failures/failures.ts'
import { type Inquiry, includesCredentials, originSentAfter } from '../inquiry/inquiry.ts'
import { fetchStandard, STEP_SECTIONS } from './spec.ts'
import { inCode } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'

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
    if (passed) return `The page and the URL have the same origin, ${inCode(String(origin))}: CORS has no part in it.`
    const others = `The page is of ${inCode(String(origin))}, and the URL of another origin, ${inCode(new URL(target).origin)}`
    return `${others}: ${mode === 'no-cors' ? "with `mode: 'no-cors'`, the page may send but not read" : 'CORS decides'}.`
  },
  'classify-request': ({ isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight }, { request }) => {
    if (!isNeeded) return `No preflight: ${inCode(String(method))} and all of the headers are safelisted.`
    const reasons = [
      ...(isUnsafeMethod ? [`${inCode(String(method))} is not safelisted (${SAFELISTED_METHODS.join(', ')} are)`] : []),
      ...unsafeReasons(unsafe as readonly UnsafeHeader[], request.headers),
      ...(forcesPreflight ? ['its body is a stream'] : []),
    ]
    return `The browser asks first, with a preflight: ${reasons.join('; ')}.`
  },
  'preflight-cache-lookup': ({ isCached }) =>
    isCached ? 'An earlier preflight covers this: none is sent.' : 'No earlier preflight covers this.',
  'preflight-request': ({ method, names }) => {
    const headers = (names as readonly string[]).map(inCode)
    const withHeaders = headers.length ? ` with ${enumerate(headers)}` : ''
    return `OPTIONS is sent, without cookies: may the page send ${inCode(String(method))}${withHeaders}?`
  },
  'preflight-cors-check': (_, inquiry) => `The answer allows the origin${withCookies(inquiry)}.`,
  'preflight-status': ({ status }) => `Its status, ${String(status)}, is from 200 to 299.`,
  'preflight-parse-lists': () => 'Its lists can be read.',
  'preflight-method': ({ method, methods }) => {
    const name = String(method)
    if ((methods as readonly string[] | null)?.includes(name)) return `It allows the method ${inCode(name)}.`
    return SAFELISTED_METHODS.includes(name)
      ? `${inCode(name)} needs no permission.`
      : `Its \`*\` allows the method ${inCode(name)}.`
  },
  'preflight-authorization': (detail) => allowsHeader(detail),
  'preflight-header': (detail) => allowsHeader(detail),
  'preflight-cache-store': ({ maxAge, header }) => {
    const given =
      typeof header === 'string' ? `\`Access-Control-Max-Age\` ${inCode(header)}` : 'no `Access-Control-Max-Age`'
    return Number(maxAge) > 0
      ? `The browser keeps the answer for ${String(maxAge)} seconds (${given}).`
      : `The browser does not keep the answer (${given}).`
  },
  'actual-request': ({ url, method, withCookies: has }, inquiry, step) => {
    const sent = originSentAfter(step, inquiry)
    const from = sent !== null && sent !== inquiry.request.origin ? `, with \`Origin: ${sent}\`` : ''
    return `${inCode(`${String(method)} ${String(url)}`)} is sent, with${has ? '' : 'out'} cookies${from}.`
  },
  'cors-check': ({ status }, inquiry) =>
    `The answer, of status ${String(status)}, allows the origin${withCookies(inquiry)}.`,
  'corp-check': () => 'The response lets itself be embedded.',
  'timing-check': ({ passed }) =>
    passed ? 'The page may see detailed timing.' : 'The page sees no detailed timing (`Timing-Allow-Origin`).',
  redirect: ({ status, location, dropped, before, method }) => {
    const names = (dropped as readonly string[]).map((name) => inCode(name.toLowerCase()))
    const changes = [
      ...(before === method ? [] : [`as ${inCode(String(method))}`]),
      ...(names.length ? [`without ${enumerate([...new Set(names)])}`] : []),
    ]
    return `Status ${String(status)} sends the browser on to ${inCode(String(location))}${changes.length ? `, ${changes.join(', ')}` : ''}.`
  },
  filter: ({ hidden }) => {
    const all = (hidden as readonly string[]).map((name) => name.toLowerCase())
    const names = [...new Set(all)].filter((name) => !name.startsWith('access-control-'))
    return names.length
      ? `The page can read the response, without ${enumerate(names.map(inCode))}.`
      : 'The page can read the response.'
  },
}

function withCookies(inquiry: Inquiry): string {
  return includesCredentials(inquiry) ? ', with credentials' : ''
}

function allowsHeader({ name, listed }: Step['detail']): string {
  const isListed = (listed as readonly string[]).some((other) => other.toLowerCase() === name)
  return `${isListed ? 'It' : 'Its `*`'} allows the header ${inCode(String(name))}.`
}

function unsafeReasons(unsafe: readonly UnsafeHeader[], headers: HeaderList): string[] {
  const inTotal = unsafe.filter(({ reason }) => reason === 'total-too-long')
  const reasons = unsafe.filter((header) => !inTotal.includes(header)).map((header) => unsafeWords(header, headers))
  const [first] = inTotal
  if (!first) return reasons
  const names = enumerate(inTotal.map(({ name }) => inCode(name)))
  return [...reasons, `the values of ${names} are ${first.bytes} bytes together, and at most 1024 are safelisted`]
}

function unsafeWords({ name, reason, bytes }: UnsafeHeader, headers: HeaderList): string {
  const value = getHeader(headers, name) ?? ''
  switch (reason) {
    case 'value-too-long':
      return `${inCode(name)} is ${bytes} bytes, and at most 128 are safelisted`
    case 'unsafe-byte': {
      const isUnsafe = (byte: string): boolean =>
        unsafeReason([name === 'content-type' ? 'accept' : name, byte]) !== undefined
      const byte = [...value].find(isUnsafe) ?? ''
      return `${inCode(name)} holds ${inCode(byte)} (${hex(byte)}), which is not safelisted there`
    }
    case 'mime-parse-failure':
      return `${inCode(name)} is ${inCode(value)}, which is no type`
    case 'mime-not-safelisted':
      return `${inCode(name)} is ${inCode(value)}, which is not safelisted as forms and plain text are`
    case 'range-not-simple':
      return `${inCode(name)} is ${inCode(value)}, and only \`bytes=\` with a start is safelisted`
    default:
      return `the header ${inCode(name)} is not safelisted`
  }
}

/** The number of a byte, as the standard writes it. */
function hex(character: string): string {
  return `0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
