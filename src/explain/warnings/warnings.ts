import { aboutAnswer } from './answer.ts'
import { aboutCall } from './call.ts'
import { aboutPermission } from './permission.ts'
import { aboutPreflight } from './preflight.ts'
import type { Warning, WarningCode } from '../explanation.ts'
import type { Inquiry } from '../inquiry/inquiry.ts'
import type { Probes } from '../inquiry/probe.ts'
import { fetchStandard } from '../steps/spec.ts'

/** Where each warning has its reason. */
const SECTIONS: { readonly [Code in WarningCode]: string } = {
  'acao-wildcard-plus-acac': 'cors-protocol-and-credentials',
  'authorization-dropped-on-redirect': 'concept-http-redirect-fetch',
  'authorization-wildcard': 'cors-non-wildcard-request-header-name',
  'duplicate-headers': 'concept-cors-check',
  'error-without-cors-headers': 'http-responses',
  'expose-headers-invalid': 'extract-header-list-values',
  'expose-wildcard-with-credentials': 'cors-protocol-and-credentials',
  'local-network-access': 'https://wicg.github.io/local-network-access/',
  'max-age-capped': 'http-access-control-max-age',
  'max-age-invalid': 'http-access-control-max-age',
  'max-age-zero': 'http-access-control-max-age',
  'mixed-content': 'https://w3c.github.io/webappsec-mixed-content/',
  'origin-null-after-redirect': 'serializing-a-request-origin',
  'origin-null-allowed': 'cors-check',
  'policy-not-in-effect': 'http-responses',
  'preflight-unauthorized': 'cors-preflight-fetch-0',
  'request-header-dropped': 'forbidden-request-header',
  'response-header-not-exposed': 'http-access-control-expose-headers',
  'set-cookie-ignored': 'example-cors-with-credentials',
  'side-effects-already-happened': 'http-responses',
  'vary-origin-missing': 'cors-protocol-and-http-caches',
  'wildcard-not-cached-firefox': 'cors-preflight-cache',
}

/** What should not stay so, though it may have gone well. */
export function warningsOf(inquiry: Inquiry, probes: Probes | undefined): Warning[] {
  const found = [
    ...aboutCall(inquiry),
    ...aboutPreflight(inquiry),
    ...aboutPermission(inquiry, probes),
    ...aboutAnswer(inquiry),
  ]
  return found.flatMap(([name, sentence]) => (sentence ? [{ code: name, sentence, spec: sectionOf(name) }] : []))
}

function sectionOf(name: WarningCode): string {
  const section = SECTIONS[name]
  return section.startsWith('https:') ? section : fetchStandard(section)
}
