import type { FailureCode } from '../../browser/outcome/failure.ts'
import { inCode } from '../../wording/code.ts'
import { inCall, inServer, locationFix } from '../fixes/index.ts'
import type { FailureRows } from './failure.ts'

/** How a redirect fails. */
export const REDIRECT_FAILURES: FailureRows<Extract<FailureCode, `redirect-${string}`>> = {
  'redirect-mode-error': {
    section: 'concept-http-fetch',
    say: ({ actual }) => `The answer is a redirect (status ${actual}), and the call has \`redirect: 'error'\`.`,
    fix: () => [inCall('Follow redirects.', "redirect: 'follow'")],
  },
  'redirect-invalid-location': {
    section: 'concept-response-location-url',
    say: ({ actual }) => `The answer is a redirect to ${inCode(actual)}, which is not one URL.`,
    fix: () => [inServer('Send one URL in one header.', 'Location: https://api.example.com/users')],
  },
  'redirect-non-http': {
    section: 'concept-http-redirect-fetch',
    say: ({ actual }) => `The answer is a redirect to ${inCode(actual)}, which is neither http nor https.`,
    fix: () => [inServer('Redirect to https.', 'Location: https://api.example.com/users')],
  },
  'redirect-too-many': {
    section: 'concept-http-redirect-fetch',
    say: () => 'The answer is the 21st redirect, and browsers follow 20.',
    fix: (_, { finalUrl }) => [
      inServer('Let the redirects end, or the call ask at once for where they should end.', finalUrl),
    ],
  },
  'redirect-credentials-in-url': {
    section: 'concept-http-redirect-fetch',
    say: ({ actual }) =>
      `The answer is a redirect to ${inCode(actual)}, and across origins no URL may hold a user or password.`,
    fix: ({ actual }) => [
      inServer('Redirect to the URL without user and password.', `Location: ${withoutUser(actual!)}`),
    ],
  },
  'redirect-stream-body': {
    section: 'concept-http-redirect-fetch',
    say: () => 'The answer is a redirect, and the body of the call is a stream, which cannot be sent twice.',
    fix: (_, inquiry) => [
      locationFix(inquiry),
      inCall('Or send a body that can be sent twice.', 'body: await new Response(stream).blob()'),
    ],
  },
}

function withoutUser(url: string): string {
  return URL.canParse(url) ? Object.assign(new URL(url), { username: '', password: '' }).href : url
}
