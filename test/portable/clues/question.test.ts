import { describe, expect, test } from 'vitest'
import type { CorsCheckCode, FailureCode } from '../../../src/browser/terms/failure.ts'
import { type ConsoleReading, questionOfCall, questionsOfConsole, readFetch } from '../../../src/clues/index.ts'
import { explain } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const LOGIN = 'https://login.example.net/'

/** Failures of the CORS check, and a value that a message can quote. */
const CHECKS: Readonly<Record<CorsCheckCode, string | undefined>> = {
  'acao-missing': undefined,
  'acao-multiple': 'https://a.example, https://b.example',
  'acao-invalid': 'a.example',
  'acao-mismatch': 'https://a.example',
  'acao-wildcard-with-credentials': undefined,
  'acac-missing': undefined,
  'acac-invalid': 'TRUE',
}

const OTHERS: Readonly<Record<Exclude<FailureCode, CorsCheckCode | `preflight-${CorsCheckCode}`>, string | undefined>> =
  {
    'preflight-network-error': undefined,
    'preflight-redirect': undefined,
    'preflight-status': undefined,
    'preflight-acam-invalid': 'PUT DELETE',
    'preflight-acah-invalid': 'x id',
    'preflight-method-not-allowed': 'DELETE',
    'preflight-header-not-allowed': 'x-id',
    'network-error': undefined,
    'mode-same-origin': undefined,
    'no-cors-redirect-mode': undefined,
    'scheme-not-http': undefined,
    'blocked-bad-port': undefined,
    'redirect-mode-error': undefined,
    'redirect-invalid-location': undefined,
    'redirect-non-http': 'ftp://files.example/',
    'redirect-too-many': undefined,
    'redirect-credentials-in-url': 'https://user:secret@api.example.com/',
    'redirect-stream-body': undefined,
    'keepalive-quota': undefined,
    'corp-blocked': undefined,
  }

const CHECK_ROWS = Object.entries(CHECKS).flatMap(([code, value]) => [
  [code, value] as const,
  [`preflight-${code}`, value] as const,
])
/** No console has a message of its own about a stream that would be sent twice. */
const ROWS = [...CHECK_ROWS, ...Object.entries(OTHERS)].filter(([code]) => code !== 'redirect-stream-body') as [
  FailureCode,
  string | undefined,
][]

async function codeOf(reading: Omit<ConsoleReading, 'engine' | 'text'>, engine: ConsoleReading['engine']) {
  const [question] = questionsOfConsole({ engine, text: '', ...reading }, { page: PAGE })
  const { verdict } = await explain(question!.question)
  return { code: verdict.code, assumed: question!.assumed }
}

describe.each(['chromium', 'firefox', 'webkit'] as const)('a message of %s', (engine) => {
  test.each(ROWS)('that means %s and says nothing else is explained as it', async (code) => {
    expect((await codeOf({ codes: [code] }, engine)).code).toBe(code)
  })

  test.each(ROWS.filter(([, value]) => value !== undefined))('about %s: %s assumes no value', async (code, value) => {
    const { code: found, assumed } = await codeOf({ codes: [code], url: API, page: PAGE, value: value! }, engine)
    expect(found).toBe(code)
    expect(assumed.filter((what) => what.startsWith('the value of'))).toEqual([])
  })

  test.each(CHECK_ROWS.filter(([code]) => !code.startsWith('preflight-')))(
    'about %s after a redirect to a third site is explained as it',
    async (code, value) => {
      const codes = [code as FailureCode]
      const reading = { codes, url: LOGIN, redirectedFrom: API, page: PAGE, ...(value !== undefined && { value }) }
      expect((await codeOf(reading, engine)).code).toBe(code)
    },
  )

  test('about a redirect that a preflight asked for is explained as it', async () => {
    const [question] = questionsOfConsole(
      { engine, text: '', codes: ['acao-missing'], url: LOGIN, redirectedFrom: API, page: PAGE },
      { method: 'PUT', headers: [['x-id', '1']] },
    )
    const methods: string[] = []
    const { network } = question!.question
    const { verdict } = await explain({
      ...question!.question,
      network: (request: Request) => {
        methods.push(request.method)
        return network!(request)
      },
    })
    expect(methods).toEqual(['OPTIONS', 'PUT', 'OPTIONS', 'PUT'])
    expect(verdict.code).toBe('acao-missing')
  })
})

test('a page without a name, and an address that no call can have, are taken as a browser has them', () => {
  const [question] = questionsOfConsole({
    engine: 'chromium',
    text: '',
    codes: ['acao-missing'],
    page: 'null',
    url: 'https://user:secret@api.example.com/',
  })
  expect(question!.question).toMatchObject({ page: null, url: 'https://api.example.com/' })
})

test('a call in code is a question with everything that the code says', () => {
  const { call } = readFetch(
    `fetch("${API}", { method: "PUT", headers: { "x-id": "1" }, body: "a=1", mode: "cors", credentials: "include", redirect: "error", keepalive: true, referrer: "${PAGE}/list" })`,
  )
  expect(questionOfCall(call)).toEqual({
    url: API,
    method: 'PUT',
    headers: [['x-id', '1']],
    body: 'a=1',
    page: `${PAGE}/list`,
    mode: 'cors',
    credentials: 'include',
    redirect: 'error',
    keepalive: true,
  })
  const computed = readFetch(`fetch("${API}", { method: "POST", body: JSON.stringify(data) })`).call
  expect(questionOfCall(computed)).toEqual({ url: API, method: 'POST', headers: [], body: '' })
})
