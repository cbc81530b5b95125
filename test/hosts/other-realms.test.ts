import { Readable } from 'node:stream'
import { EdgeVM } from '@edge-runtime/vm'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cors } from '../../src/index.ts'
import { A } from './support/pages.ts'

/** The class that code in another realm sees. */
const { Response: EdgeResponse } = new EdgeVM().context as unknown as { readonly Response: typeof Response }

const logged = vi.spyOn(console, 'error')
beforeEach(() => void logged.mockReturnValue())
afterEach(() => logged.mockReset())

const answerWith = (answer: unknown): Response | Promise<Response> =>
  cors({ origin: [A] }).wrap(() => answer as Response)(new Request('https://api.example/', { headers: { Origin: A } }))

const headers = [
  ['Set-Cookie', 'a=1'],
  ['Set-Cookie', 'b=2'],
  ['X-Id', '1'],
] as [string, string][]

// test/hosts/next sends a `NextResponse`.
it('sends a response of the edge runtime', async () => {
  const response = await answerWith(new EdgeResponse('data', { status: 201, statusText: 'Made', headers }))

  expect([response.status, response.statusText, await response.text()]).toEqual([201, 'Made', 'data'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(response.headers.get('x-id')).toBe('1')
  expect(response.headers.get('access-control-allow-origin')).toBe(A)
})

it('answers 502 for a response whose body is a stream of Node, as node-fetch makes it', async () => {
  const body = Readable.from(['data'])
  const response = await answerWith(Object.defineProperty(new Response('data'), 'body', { value: body }))

  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([502, A])
  expect(logged).toHaveBeenCalledTimes(1)
  expect(body.destroyed).toBe(true)
})

it('answers 502 for a stream of Node that fails when it is closed, which must not end the process', async () => {
  const body = new Readable({ destroy: (_error, done) => done(new Error('Cannot be closed')) })
  const closed = new Promise((done) => body.on('close', done))
  const response = await answerWith(Object.defineProperty(new Response('data'), 'body', { value: body }))

  expect(response.status).toBe(502)
  await closed
})
