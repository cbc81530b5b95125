import { consoleMessages } from '../../../src/browser/outcome/console-messages.ts'
import type { FailureCode } from '../../../src/browser/terms/failure.ts'
import { readConsole } from '../../../src/clues/console/read.ts'
import type { ConsoleReading as Reading } from '../../../src/clues/index.ts'
import type { Engine } from '../model/run.ts'

const URL = 'https://api.example.com/'

/** What each failure is called in a choice between several, the most frequent first. */
const TITLES: Readonly<Record<FailureCode, string>> = {
  'acao-missing': 'The response allows no page',
  'network-error': 'The server does not answer',
  'preflight-acao-missing': 'The preflight response allows no page',
  'preflight-status': 'The preflight response has an error status',
  'preflight-header-not-allowed': 'A request header is not allowed',
  'preflight-method-not-allowed': 'The method is not allowed',
  'preflight-redirect': 'The preflight is redirected',
  'acao-mismatch': 'The response allows another page',
  'acao-multiple': 'The response allows several pages in one header',
  'acao-wildcard-with-credentials': 'The response allows every page, but the call has credentials',
  'acac-missing': 'The response does not allow credentials',
  'preflight-network-error': 'The preflight gets no answer',
  'preflight-acao-mismatch': 'The preflight response allows another page',
  'preflight-acao-multiple': 'The preflight response allows several pages in one header',
  'preflight-acao-wildcard-with-credentials': 'The preflight response allows every page, but the call has credentials',
  'preflight-acac-missing': 'The preflight response does not allow credentials',
  'scheme-not-http': 'The URL is not one of http or https',
  'redirect-invalid-location': 'The redirect leads to an invalid URL',
  'redirect-non-http': 'The redirect leads to a URL that is not one of http or https',
  'redirect-too-many': 'The redirects do not end',
  'redirect-mode-error': 'The call allows no redirect',
  'corp-blocked': 'The server forbids other sites to embed the response',
  'blocked-bad-port': 'Browsers block the port of the URL',
  'mode-same-origin': 'The call allows only the page’s own origin',
  'no-cors-redirect-mode': 'Mode no-cors with a redirect mode that it does not allow',
  'redirect-credentials-in-url': 'The redirect leads to a URL with a user name or password',
  'keepalive-quota': 'The body is too long for keepalive',
  'redirect-stream-body': 'A redirect of a call whose body is a stream',
  'acac-invalid': 'The response allows credentials with another word than true',
  'acao-invalid': 'The response allows something that is not an origin',
  'preflight-acac-invalid': 'The preflight response allows credentials with another word than true',
  'preflight-acao-invalid': 'The preflight response allows something that is not an origin',
  'preflight-acam-invalid': 'The list of methods in the preflight response is broken',
  'preflight-acah-invalid': 'The list of headers in the preflight response is broken',
}

/** All failures, the most frequent first. */
export const CODES = Object.keys(TITLES) as readonly FailureCode[]

export function titleOf(code: FailureCode): string {
  return `${TITLES[code]} (${code})`
}

/** Whether a message says no more than that something failed: in Firefox, it has words that every failure has. */
export function isVague({ codes }: Pick<Reading, 'codes'>): boolean {
  return codes.length === 0 || (codes.length > 3 && codes.includes('network-error'))
}

/** Whether the console of an engine says no more than that something failed, if a call has this failure. */
export function isSilent(code: FailureCode, engine: Engine): boolean {
  const messages = consoleMessages({ code, hop: 0 }, { url: URL, finalUrl: URL, origin: 'null' })
  return readConsole(messages[engine]).every(isVague)
}

/** The failures of which a message can be that names none: first those about which the engine says no more. */
export function silentFirst(engine: Engine): FailureCode[] {
  const place = (code: FailureCode): number => Number(!isSilent(code, engine))
  return CODES.toSorted((one, other) => place(one) - place(other))
}
