import { expect, it } from 'vitest'
import { readText } from '../support/contract.ts'
import { replaceOnce } from '../support/page.ts'
import { describeProject } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { APP, EVIL } from './origins.ts'
import { createNext, startNext } from './start.ts'

// One app for two things that need settings of their own: Hono, and `cacheComponents`.
const files = {
  'next.config.ts': `
    export default { skipTrailingSlashRedirect: true, cacheComponents: true, partialPrefetching: true }
  `,
  'app/api/[[...route]]/route.ts': (program: string) =>
    replaceOnce(
      program,
      `app.get('/hello', (c) => c.json({ hello: 'world' }))`,
      `
        app.get('/hello', (c) => c.json({ hello: 'world' }))
        app.put('/hello', (c) => c.text('Changed'))
        app.get('/old', (c) => c.redirect('/api/hello'))
        app.get('/error', () => { throw new Error('Thrown by a route') })
        app.get('/hello/', (c) => c.text('With a slash'))
      `,
    ),
  'app/cached/listed/route.ts': `
    import { cacheLife } from 'next/cache'
    import { corsRoute } from 'corsage/vercel'
    const read = async () => {
      'use cache'
      cacheLife('hours')
      return Math.random()
    }
    export const { GET, OPTIONS } = corsRoute(
      { origin: ['${APP}'] },
      { GET: async () => Response.json(await read()) },
    )
  `,
  // Without OPTIONS, and with nothing that needs the request.
  'app/cached/open/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    const read = async () => {
      'use cache'
      return Math.random()
    }
    export const { GET } = corsRoute({ origin: '*' }, { GET: async () => Response.json(await read()) })
  `,
  'app/cached/parameters/[id]/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    const read = async (id: string) => {
      'use cache'
      return id + Math.random()
    }
    export const { GET, OPTIONS } = corsRoute({ origin: ['${APP}'] }, {
      GET: async (_request: Request, { params }: RouteContext<'/cached/parameters/[id]'>) =>
        Response.json(await read((await params).id)),
    })
  `,
}

describeProject(
  'Hono inside Next.js',
  () => createNext('Hono inside Next.js', files),
  startNext,
  [
    ['GET /api/hello', APP, 200, APP, '{"hello":"world"}'],
    ['GET /api/hello', EVIL, 200, undefined, '{"hello":"world"}'],
    ['PUT /api/hello', APP, 200, APP, 'Changed'],
    ['PREFLIGHT /api/hello', APP, 204, APP, ''],
    ['PREFLIGHT /api/hello', EVIL, 204, undefined, ''],
    ['GET /api/old', APP, 302, APP],
    ['GET /api/error', APP, 500, APP],
    ['GET /api/missing', APP, 404, APP],
    ['DELETE /api/hello', APP, 405, null],
    // `skipTrailingSlashRedirect`
    ['GET /api/hello/', APP, 200, APP, 'With a slash'],
    ['PREFLIGHT /api/hello/', APP, 204, APP, ''],

    // `'use cache'`
    ['GET /cached/listed', APP, 200, APP],
    ['GET /cached/listed', EVIL, 200, undefined],
    ['PREFLIGHT /cached/listed', APP, 204, APP, ''],
    ['GET /cached/open', APP, 200, '*'],
    ['GET /cached/parameters/7', APP, 200, APP, /^"70\./],
    ['GET /cached/parameters/7', EVIL, 200, undefined, /^"70\./],
  ],
  (server) => {
    it.each(['/cached/listed', '/cached/open', '/cached/parameters/7'])(
      'gives one cached value to all origins: %s',
      async (path) => {
        const read = async (origin: string) =>
          readText((await sendTo(server().origin)({ method: 'GET', path, headers: { Origin: origin } })).body)
        expect(await read(EVIL)).toBe(await read(APP))
      },
    )
  },
)
