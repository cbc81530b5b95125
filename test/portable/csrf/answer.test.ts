import { describe, expect, it, vi } from 'vitest'
import { csrf, type CsrfOptions, protect } from '../../../src/csrf/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { cors, type Layer, type PolicyHeaders } from '../../../src/index.ts'
import { ADMIN, EVIL, SELF, write } from '../support/writes.ts'

const READER = 'https://reader.example.com'
const GUARD: CsrfOptions = { self: SELF, trusted: [ADMIN], allowedHosts: ['app.example.com'] }
const POLICY = { origin: [ADMIN, READER], credentials: true, allowMethods: ['POST', 'PUT'], exposeHeaders: ['x-id'] }

const LAYERS: Readonly<Record<string, Layer>> = {
  'a policy': cors(POLICY),
  'an enforced policy': cors({ ...POLICY, enforce: true }),
  'an async policy': cors({ ...POLICY, origin: async ({ serialized }) => serialized === ADMIN }),
  'a guard': csrf(GUARD),
  'a guard that reports': csrf({ ...GUARD, mode: 'report' }),
  'a policy with a guard': protect(cors(POLICY), GUARD),
  'an async policy with a guard': protect(cors({ ...POLICY, origin: async () => true }), GUARD),
  'a table with a guard': protect(routes({ 'GET /*': { origin: '*' }, '/*': POLICY }), GUARD),
  'an enforced policy with a guard': protect({ ...POLICY, enforce: true }, csrf(GUARD)),
}

const Host = 'app.example.com'
const Method = { 'Access-Control-Request-Method': 'PUT' }
const REQUESTS: readonly (readonly [Record<string, string>, string?])[] = [
  [{ Host, Origin: SELF }],
  [{ Host, Origin: ADMIN }],
  [{ Host, Origin: READER }],
  [{ Host, Origin: EVIL }],
  [{ Host, Origin: EVIL }, 'GET'],
  [{ Host, Cookie: 'a=1' }],
  [{ Host: 'rebound.evil.example', Origin: ADMIN }],
  [{ Host: 'rebound.evil.example', Origin: ADMIN, ...Method }, 'OPTIONS'],
  [{ Host: 'rebound.evil.example', Origin: EVIL }, 'OPTIONS'],
  [{ Host, Origin: ADMIN, ...Method }, 'OPTIONS'],
  [{ Host, Origin: EVIL, ...Method }, 'OPTIONS'],
]

/** The response that the data describe, in front of an application with headers of its own. */
function toResponse({ status, body, set, vary, remove }: PolicyHeaders): Response {
  const response = status ? new Response(body, { status }) : application()
  for (const name of [...response.headers.keys()]) if (remove.test(name)) response.headers.delete(name)
  if (vary) response.headers.set('Vary', vary)
  for (const [name, value] of set) response.headers.set(name, value)
  return response
}

function application(): Response {
  return new Response('done', { headers: { 'Access-Control-Allow-Origin': EVIL } })
}

async function parts(response: Response): Promise<unknown[]> {
  return [response.status, await response.text(), Object.fromEntries(response.headers)]
}

describe.each(Object.entries(LAYERS))('%s', (_name, { wrap, answer }) => {
  it.for(REQUESTS)('answers %j, %s with the same response and data', async ([headers, method]) => {
    const request = write(headers, method)
    const wrapped = await wrap(() => application())(request)
    expect(await parts(toResponse(await answer!(request)))).toEqual(await parts(wrapped))
  })
})

it.each([
  ['a write', write({ Host, Origin: READER }), 1],
  ['a preflight of a host that is not answered', write({ Host: 'b.example', Origin: ADMIN, ...Method }, 'OPTIONS'), 1],
  ['a preflight', write({ Host, Origin: ADMIN, ...Method }, 'OPTIONS'), 0],
])('calls each hook once for %s', async (_what, request, denials) => {
  const onDecision = vi.fn<() => void>()
  const onDeny = vi.fn<() => void>()
  await protect(cors({ ...POLICY, onDecision }), { ...GUARD, onDeny }).answer!(request)
  expect([onDecision.mock.calls.length, onDeny.mock.calls.length]).toEqual([1, denials])
})

it('lets a guard pass what it allows with nothing to set, under a polluted prototype too', () => {
  const guard = protect({ origin: [READER] }, GUARD)
  const request = write({ Host, Origin: EVIL })
  // oxlint-disable-next-line no-extend-native
  Object.defineProperty(Object.prototype, 'status', { value: 200, configurable: true })
  try {
    expect(guard.answer!(request)).toMatchObject({ status: 403, body: 'origin-mismatch' })
  } finally {
    Reflect.deleteProperty(Object.prototype, 'status')
  }
})
