import type { FailureCode } from '../../browser/terms/failure.ts'
import { inCode } from '../../wording/code.ts'
import { inCall, inServer, locationFix } from '../fixes/index.ts'
import { exchangesOf, type Inquiry } from '../inquiry/index.ts'
import type { FailureRows } from './failure.ts'

/** Failures of a redirect. */
export const REDIRECT_FAILURES: FailureRows<Extract<FailureCode, `redirect-${string}`>> = {
  'redirect-mode-error': {
    section: 'concept-http-fetch',
    say: ({ actual }) => `The response is a redirect (status ${actual}), but the call has \`redirect: 'error'\`.`,
    fix: () => [inCall('Let the browser follow redirects.', "redirect: 'follow'")],
  },
  'redirect-invalid-location': {
    section: 'concept-response-location-url',
    say: ({ actual }) => `The response redirects to ${inCode(actual)}, which is not a valid URL.`,
    fix: (_, inquiry) => [inServer('Send one `Location` header with one URL.', elsewhere(inquiry))],
  },
  'redirect-non-http': {
    section: 'concept-http-redirect-fetch',
    say: ({ actual }) =>
      `The response redirects to ${inCode(actual)}, but browsers follow redirects only to http and https.`,
    fix: (_, inquiry) => [inServer('Redirect to an https URL.', elsewhere(inquiry))],
  },
  // Usually a loop: a login that redirects to itself, or http and https that redirect to each other.
  'redirect-too-many': {
    section: 'concept-http-redirect-fetch',
    say: () => 'The response is the 21st redirect in a row, but browsers follow only 20.',
    fix: (_, { finalUrl }) => [inServer('End the redirects on the server, or call the final URL directly.', finalUrl)],
  },
  'redirect-credentials-in-url': {
    section: 'concept-http-redirect-fetch',
    say: ({ actual }) =>
      `The response redirects to ${inCode(actual)}, but a cross-origin redirect must not have a user name or password in its URL.`,
    fix: ({ actual }) => [
      inServer('Redirect to the URL without user name and password.', `Location: ${withoutUser(actual!)}`),
    ],
  },
  'redirect-stream-body': {
    section: 'concept-http-redirect-fetch',
    say: () => 'The response is a redirect, but the body of the call is a stream, which cannot be sent twice.',
    fix: (_, inquiry) => [
      locationFix(inquiry),
      inCall('Or send a body that can be sent twice.', 'body: await new Response(stream).blob()'),
    ],
  },
}

/** An address on the same server: after a redirect to another one, the origin may be `null`. */
function elsewhere(inquiry: Inquiry): string {
  return `Location: ${new URL('/new', exchangesOf(inquiry).at(-1)!.url)}`
}

function withoutUser(url: string): string {
  return URL.canParse(url) ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}
