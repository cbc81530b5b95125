import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { KEEPALIVE_BYTES } from '../../browser/network/keepalive-quota.ts'
import { inCode } from '../../wording/code.ts'
import { inCall, inServer, inTab, overHttp, WITH_CORS } from '../fixes/index.ts'
import { causeOf } from './cause.ts'
import type { FailureRows } from './failure.ts'

type OtherCode = Exclude<FailureCode, CorsCheckCode | `preflight-${string}` | `redirect-${string}`>

/** Failures that have to do with the call or the network, and not with the server's CORS headers. */
export const CALL_FAILURES: FailureRows<OtherCode> = {
  // In a console this looks like a CORS error: Firefox even calls it one.
  'network-error': {
    section: 'concept-network-error',
    say: (failure) => `The request got no response${causeOf(failure)}.`,
    fix: ({ actual }, inquiry) => [actual ? overHttp(inquiry) : inTab(inquiry)],
  },
  'mode-same-origin': {
    section: 'concept-main-fetch',
    say: ({ expected, actual }) =>
      `The call has \`mode: 'same-origin'\`, but the URL's origin, ${inCode(actual)}, is not the page's origin, ${inCode(expected)}.`,
    fix: () => [inCall("Use `mode: 'cors'`, so that the call may go to another origin.", "mode: 'cors'")],
  },
  // Otherwise a page could learn whether another site redirects its user.
  'no-cors-redirect-mode': {
    section: 'concept-main-fetch',
    say: ({ actual }) =>
      `The call has \`mode: 'no-cors'\` and \`redirect: '${actual}'\`, but \`no-cors\` works only with \`redirect: 'follow'\`.`,
    fix: () => [
      inCall('Let the browser follow redirects.', "redirect: 'follow'"),
      inCall("Or use `mode: 'cors'`, which works with every redirect mode.", "mode: 'cors'"),
    ],
  },
  // `localhost:3000` without `http://` is the usual case: the URL parser takes `localhost` for a scheme.
  'scheme-not-http': {
    section: 'concept-main-fetch',
    say: ({ actual }) =>
      `The URL's scheme is ${inCode(actual)}, but pages can fetch from other origins only over http and https.`,
    fix: (_, inquiry) => [overHttp(inquiry)],
  },
  // VU#476267: a page could otherwise send commands to a mail server, in the body of a form.
  'blocked-bad-port': {
    section: 'port-blocking',
    say: ({ actual }) =>
      `The URL's port is ${actual}, which browsers block because it belongs to a protocol other than HTTP.`,
    fix: ({ hop }, { finalUrl }) => {
      const { href } = Object.assign(new URL(finalUrl), { port: '8080' })
      return [
        hop > 0
          ? inServer('Redirect to a server that listens on a port which browsers do not block.', `Location: ${href}`)
          : inServer('Let the server listen on a port that browsers do not block.', href),
      ]
    },
  },
  'keepalive-quota': {
    section: 'http-network-or-cache-fetch',
    say: () =>
      `The bodies of the page's \`keepalive\` calls are too long: browsers send at most ${KEEPALIVE_BYTES} bytes of them at a time.`,
    fix: () => [inCall('Send less, or leave `keepalive` out if the call may end with its page.', 'keepalive: false')],
  },
  // Not CORS: the server forbids embedding, and a `no-cors` response is for embedding.
  'corp-blocked': {
    section: 'cross-origin-resource-policy-header',
    say: ({ actual }) =>
      `The response has \`Cross-Origin-Resource-Policy: ${actual}\`, so pages of other ${actual === 'same-site' ? 'sites' : 'origins'} cannot load it with \`mode: 'no-cors'\`.`,
    fix: () => [
      inServer('Allow pages of other origins to load the response.', 'Cross-Origin-Resource-Policy: cross-origin'),
      WITH_CORS,
    ],
  },
}
