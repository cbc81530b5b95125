import { FORBIDDEN_RESPONSE_HEADER } from '../../fetch/header-classes.ts'
import { SAFELISTED_RESPONSE_HEADER } from '../../fetch/safelisted-headers.ts'
import type { Environment } from '../environment.ts'
import { reportStep } from '../outcome/step.ts'
import type { InternalRequest } from '../request/request.ts'
import { type Body, discard } from '../terms/body.ts'
import { extractTokens, type Header, type HeaderList } from '../terms/header-list.ts'
import { isNullBodyStatus } from '../terms/status.ts'
import type { WireResponse } from '../terms/wire.ts'
import type { Fetched } from './http-fetch.ts'

/**
 * The filtered response that the page gets (https://fetch.spec.whatwg.org/#concept-main-fetch, steps 14 to 21;
 * https://fetch.spec.whatwg.org/#concept-filtered-response).
 *
 * Not done: redirect taint and timing flags (steps 17 and 18), blocking by MIME type, which concerns scripts and styles
 * only (step 19), and partial responses to opaque requests, which never have a `Range` header here (step 20).
 */
export function filterResponse(
  environment: Environment,
  request: InternalRequest,
  { response, isHidden }: Fetched,
): WireResponse<Body> {
  const { tainting, credentials, method } = request
  const { status, statusText, headers, body } = response
  // Step 16.
  const urlList = request.urlList.map(({ href }) => href)
  const nothing = { status: 0, statusText: '', headers: [], body: null }
  // Step 21.
  const hasBody = method !== 'HEAD' && !isNullBodyStatus(status)
  if (isHidden || tainting === 'opaque' || !hasBody) discard(body)
  // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
  if (isHidden) return { type: 'opaqueredirect', ...nothing, urlList }
  // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
  if (tainting === 'opaque') return { type: 'opaque', ...nothing, urlList: [] }
  const visible = tainting === 'cors' ? exposedHeaders(headers, credentials === 'include') : visibleHeaders(headers)
  const shown = new Set(visible)
  const hidden = headers.filter((header) => !shown.has(header)).map(([name]) => name)
  reportStep(environment, request, 'filter', true, { type: tainting, hidden })
  return { type: tainting, status, statusText, headers: visible, body: hasBody ? body : null, urlList }
}

/**
 * The headers of a CORS filtered response (https://fetch.spec.whatwg.org/#concept-filtered-response-cors): the
 * safelisted ones, and those that the response exposes by name or, without credentials, by `*`.
 */
function exposedHeaders(headers: HeaderList, withCredentials: boolean): Header[] {
  // Step 14.1.1. One malformed name voids the whole list.
  const named = extractTokens(headers, 'access-control-expose-headers')
  const names = new Set(Array.isArray(named) ? named.map((name) => name.toLowerCase()) : [])
  // Steps 14.1.2 and 14.1.3.
  const isEverything = !withCredentials && names.has('*')
  return visibleHeaders(headers).filter(
    ([name]) => isEverything || SAFELISTED_RESPONSE_HEADER.test(name) || names.has(name.toLowerCase()),
  )
}

/**
 * The headers of a basic filtered response, without cookies
 * (https://fetch.spec.whatwg.org/#concept-filtered-response-basic).
 */
function visibleHeaders(headers: HeaderList): Header[] {
  return headers.filter(([name]) => !FORBIDDEN_RESPONSE_HEADER.test(name))
}
