import { expect, it } from 'vitest'
import type { FailureCode, Header, WireRequest } from '../../../../src/browser/index.ts'
import { type Answerer, API, networkOf, PAGE } from '../../support/network.ts'

const own: Header = ['Access-Control-Allow-Origin', PAGE]
const secret: Partial<WireRequest> = { credentials: 'include' }
const put: Partial<WireRequest> = { method: 'PUT' }

const answer =
  (status: number, ...headers: Header[]): Answerer =>
  () => ({ status, headers })
const to = (location: string, status = 302): Answerer => answer(status, own, ['Location', location])
const broken: Answerer = () => ({ throws: new Error('No route') })

/** A request and a server for each code, which proves that every code can occur. */
const WAYS: Readonly<Record<FailureCode, [Partial<WireRequest>, Answerer]>> = {
  'acao-missing': [{}, answer(200)],
  'acao-multiple': [{}, answer(200, own, own)],
  'acao-invalid': [{}, answer(200, ['Access-Control-Allow-Origin', 'x'])],
  'acao-mismatch': [{}, answer(200, ['Access-Control-Allow-Origin', API])],
  'acao-wildcard-with-credentials': [secret, answer(200, ['Access-Control-Allow-Origin', '*'])],
  'acac-missing': [secret, answer(200, own)],
  'acac-invalid': [secret, answer(200, own, ['Access-Control-Allow-Credentials', 'yes'])],
  'preflight-acao-missing': [put, answer(200)],
  'preflight-acao-multiple': [put, answer(200, own, own)],
  'preflight-acao-invalid': [put, answer(200, ['Access-Control-Allow-Origin', 'x'])],
  'preflight-acao-mismatch': [put, answer(200, ['Access-Control-Allow-Origin', API])],
  'preflight-acao-wildcard-with-credentials': [
    { ...put, ...secret },
    answer(200, ['Access-Control-Allow-Origin', '*']),
  ],
  'preflight-acac-missing': [{ ...put, ...secret }, answer(200, own)],
  'preflight-acac-invalid': [{ ...put, ...secret }, answer(200, own, ['Access-Control-Allow-Credentials', 'yes'])],
  'preflight-network-error': [put, broken],
  'preflight-redirect': [put, to('/y')],
  'preflight-status': [put, answer(403, own)],
  'preflight-acam-invalid': [put, answer(200, own, ['Access-Control-Allow-Methods', 'PUT;'])],
  'preflight-acah-invalid': [put, answer(200, own, ['Access-Control-Allow-Headers', 'a b'])],
  'preflight-method-not-allowed': [put, answer(200, own)],
  'preflight-header-not-allowed': [{ headers: [['X-A', '1']] }, answer(200, own)],
  'network-error': [{}, broken],
  'mode-same-origin': [{ mode: 'same-origin' }, answer(200)],
  'no-cors-redirect-mode': [{ mode: 'no-cors', redirect: 'manual' }, answer(200)],
  'scheme-not-http': [{ url: 'ftp://api.example/' }, answer(200)],
  'blocked-bad-port': [{ url: 'http://api.example:6000/' }, answer(200)],
  'redirect-mode-error': [{ redirect: 'error' }, to('/y')],
  'redirect-invalid-location': [{}, to('http://[x]')],
  'redirect-non-http': [{}, to('ftp://api.example/')],
  'redirect-too-many': [{}, to('/y')],
  'redirect-credentials-in-url': [{}, to('https://user@api.example/')],
  'redirect-stream-body': [
    { url: `${PAGE}/x`, method: 'POST', body: Uint8Array.of(1), bodySourceNull: true },
    to('/y', 307),
  ],
  'keepalive-quota': [{ method: 'POST', body: new Uint8Array(65_537), keepalive: true }, answer(200, own)],
  'corp-blocked': [{ mode: 'no-cors' }, answer(200, ['Cross-Origin-Resource-Policy', 'same-site'])],
}

it.each(Object.entries(WAYS))('%s', async (code, [request, answerer]) => {
  const { fetch } = networkOf(answerer)
  const { failure, ...response } = await fetch(request)

  expect(response).toEqual({ type: 'error', status: 0, statusText: '', headers: [], body: null, urlList: [], code })
  expect(failure?.code).toBe(code)
})
