import type { CorsCheckCode, FailureCode } from '../../browser/outcome/failure.ts'
import { inCode } from '../../wording/code.ts'
import { inCall, inServer, inTab, overHttp, WITH_CORS } from '../fixes/index.ts'
import { causeOf } from './cause.ts'
import type { FailureRows } from './failure.ts'

type OtherCode = Exclude<FailureCode, CorsCheckCode | `preflight-${string}` | `redirect-${string}`>

/** How a call fails without CORS. */
export const CALL_FAILURES: FailureRows<OtherCode> = {
  'network-error': {
    section: 'concept-network-error',
    say: (failure) => `There was no answer${causeOf(failure)}.`,
    fix: ({ actual }, inquiry) => [actual ? overHttp(inquiry) : inTab(inquiry)],
  },
  'mode-same-origin': {
    section: 'concept-main-fetch',
    say: ({ expected, actual }) =>
      `The call has \`mode: 'same-origin'\`, and ${inCode(actual)} is another origin than the page's ${inCode(expected)}.`,
    fix: () => [inCall('Let the call ask another origin.', "mode: 'cors'")],
  },
  'no-cors-redirect-mode': {
    section: 'concept-main-fetch',
    say: ({ actual }) => `The call has \`mode: 'no-cors'\` and \`redirect: '${actual}'\`, which do not go together.`,
    fix: () => [inCall('Follow redirects.', "redirect: 'follow'"), inCall('Or ask for permission.', "mode: 'cors'")],
  },
  'scheme-not-http': {
    section: 'concept-main-fetch',
    say: ({ actual }) =>
      `The URL's scheme is ${inCode(actual)}, and other origins can be asked over http and https only.`,
    fix: (_, inquiry) => [overHttp(inquiry)],
  },
  'blocked-bad-port': {
    section: 'port-blocking',
    say: ({ actual }) => `Browsers block port ${actual}, where another protocol than HTTP is at home.`,
    fix: ({ hop }, { finalUrl }) => {
      const { href } = Object.assign(new URL(finalUrl), { port: '8080' })
      return [
        hop > 0
          ? inServer(
              'Let the server that is redirected to listen on a port that browsers do not block.',
              `Location: ${href}`,
            )
          : inServer('Let the server listen on a port that browsers do not block.', href),
      ]
    },
  },
  'keepalive-quota': {
    section: 'http-network-or-cache-fetch',
    say: ({ expected }) => `The bodies of the page's calls with \`keepalive\` are too long: ${expected}.`,
    fix: () => [inCall('Let the call end with its page, or send less.', 'keepalive: false')],
  },
  'corp-blocked': {
    section: 'cross-origin-resource-policy-header',
    say: ({ actual }) =>
      `The response has \`Cross-Origin-Resource-Policy: ${actual}\`, so that other ${actual === 'same-site' ? 'sites' : 'origins'} cannot embed it.`,
    fix: () => [inServer('Let others embed the response.', 'Cross-Origin-Resource-Policy: cross-origin'), WITH_CORS],
  },
}
