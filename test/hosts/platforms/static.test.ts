import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorker } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'

/**
 * Why `corsage/export` writes no `_headers`, and why nothing here runs the rules for R2. docs/export.md says both.
 * `wrangler dev` serves assets as Workers and Pages do.
 */
describe('wrangler dev', () => {
  let worker: Running
  beforeAll(async () => {
    worker = await startWorker('test/hosts/platforms/static/wrangler.toml')
  })
  afterAll(() => worker?.stop())

  const ask = (path: string, origin: string, method = 'GET'): Promise<Response> =>
    fetch(`${worker.origin}${path}`, {
      method,
      headers: { Origin: origin, ...(method === 'OPTIONS' && { 'Access-Control-Request-Method': 'PUT' }) },
    })

  test.each(['https://app.example.com', 'https://other.example.com', 'null'])(
    'sends the header of _headers to %s as to everyone, and answers no preflight',
    async (origin) => {
      const { headers } = await ask('/data.json', origin)
      expect(headers.get('access-control-allow-origin')).toBe('https://app.example.com')
      expect(headers.get('vary')).toBeNull()
      expect((await ask('/data.json', origin, 'OPTIONS')).status).toBe(405)
    },
  )

  test('allows every origin in its R2, which has no rules', async () => {
    const { headers } = await ask('/cdn-cgi/local/r2/public/photos/none', 'http://localhost:3000')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })
})
