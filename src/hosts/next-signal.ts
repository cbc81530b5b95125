import { respond } from '../runtime/respond.ts'

/**
 * Whether a thrown value is a signal for Next.js, which is recognised by its digest. `onError` must not answer a signal
 * (https://github.com/vercel/next.js/discussions/64076).
 */
export function isSignal(thrown: unknown): boolean {
  return /^(NEXT|DYNAMIC|BAILOUT|HANGING)_/.test(digestOf(thrown))
}

/**
 * Makes the response that Next.js would make of `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` or
 * `unauthorized()` in a route, so that the policy can put its headers on it. Next.js adds the cookies of `cookies()` to
 * every response that a route returns.
 *
 * @returns `undefined` for all other values. Signals of dynamic rendering must reach Next.js unchanged
 */
export function answerSignal(thrown: unknown, request: Request): Response | undefined {
  const digest = digestOf(thrown)
  // Next.js 14 throws NEXT_NOT_FOUND.
  if (digest === 'NEXT_NOT_FOUND') return respond(404, null)
  const [, status] = /^NEXT_HTTP_ERROR_FALLBACK;(401|403|404)$/.exec(digest) ?? []
  if (status) return respond(Number(status), null)
  const [, location, redirectStatus] = /^NEXT_REDIRECT;(?:push|replace);([^]*);(303|307|308);$/.exec(digest) ?? []
  if (location === undefined) return undefined
  const response = respond(isForm(request) ? 303 : Number(redirectStatus), null)
  response.headers.set('location', location)
  return response
}

function digestOf(thrown: unknown): string {
  const digest = (thrown as { readonly digest?: unknown } | null | undefined)?.digest
  return typeof digest === 'string' ? digest : ''
}

/** Whether Next.js takes a request for a form or a Server Action, whose redirect must not repeat the POST. */
function isForm(request: Request): boolean {
  const { headers } = request
  const isFormType = /^(application\/x-www-form-urlencoded$|multipart\/form-data)/.test(
    headers.get('content-type') ?? '',
  )
  // The method comes last, because it cannot be read where Next.js hides the headers.
  return (isFormType || headers.has('next-action')) && request.method === 'POST'
}
