import type { Row } from '../support/rows.ts'
import { APP, EVIL, OTHER } from './origins.ts'

const TENANT = 'https://one.example.com'

/** What production and development answer alike. */
export const rows: readonly Row[] = [
  ['GET /api/hello', APP, 200, APP, '{"hello":"world"}'],
  ['GET /api/hello', EVIL, 200, undefined, '{"hello":"world"}'],
  ['HEAD /api/hello', APP, 200, APP, ''],
  ['PREFLIGHT /api/hello', APP, 204, APP, ''],
  ['PREFLIGHT /api/hello', EVIL, 204, undefined, ''],
  ['GET /returned', APP, 307, APP],

  // A dynamic route
  ['GET /tenants/one', TENANT, 200, TENANT, '["one","/tenants/one"]'],
  ['GET /tenants/two', TENANT, 200, undefined, '["two","/tenants/two"]'],
  ['PUT /tenants/one', TENANT, 200, TENANT, '{"sent":true}'],
  ['PREFLIGHT /tenants/one', TENANT, 204, TENANT, ''],
  ['PREFLIGHT /tenants/two', TENANT, 204, undefined, ''],

  // `runtime = 'edge'`
  ['GET /edge/7', APP, 200, APP, '["7",true]'],
  ['GET /edge/7', EVIL, 200, undefined, '["7",true]'],
  ['HEAD /edge/7', APP, 200, APP, ''],
  ['PUT /edge/7', APP, 200, APP, '{"sent":true}'],
  ['PREFLIGHT /edge/7', APP, 204, APP, ''],
  ['PREFLIGHT /edge/7', EVIL, 204, undefined, ''],
  ['GET /edge/missing', APP, 404, APP, ''],
  ['GET /edge/old', APP, 307, APP, ''],
  ['GET /edge/error', APP, 500, APP],
  ['GET /api/edge', APP, 200, APP, 'Hello'],
  ['PREFLIGHT /api/edge', APP, 204, APP, ''],

  // Thrown for Next.js
  ['GET /thrown/redirect', APP, 307, APP, ''],
  ['GET /thrown/redirect', EVIL, 307, undefined, ''],
  ['POST /thrown/redirect', APP, 307, APP, ''],
  ['GET /thrown/permanentRedirect', APP, 308, APP, ''],
  ['GET /thrown/notFound', APP, 404, APP, ''],
  ['GET /thrown/notFound', EVIL, 404, undefined, ''],
  ['GET /thrown/forbidden', APP, 403, APP, ''],
  ['GET /thrown/unauthorized', APP, 401, APP, ''],
  ['GET /thrown/error', APP, 500, APP],

  // `dynamic = 'force-static'`
  ['GET /static/open', APP, 200, '*', 'Hello'],
  ['PREFLIGHT /static/open', APP, 204, '*', ''],
  ['GET /static/cookieless', APP, 200, '*', 'Hello'],
  ['GET /static/built', APP, 200, '*', 'Hello'],
  ['GET /static/thrown', APP, 307, '*', ''],
  ['GET /static/listed', APP, 500, null],
  ['PREFLIGHT /static/listed', APP, 500, null],
  // `revalidate`
  ['GET /static/revalidated', APP, 200, '*'],
  ['GET /revalidated', APP, 200, APP],
  ['GET /revalidated', EVIL, 200, undefined],

  // `pages/api`
  ['GET /api/orders', APP, 200, APP],
  ['GET /api/orders', EVIL, 200, undefined],
  ['PREFLIGHT /api/orders', APP, 204, APP, ''],
  ['GET /api/raw/7', APP, 200, APP, '{"id":"7","body":""}'],
  ['HEAD /api/raw/7', APP, 200, APP, ''],
  ['PUT /api/raw/7', APP, 200, APP, '{"id":"7","body":{"sent":true}}'],
  ['PREFLIGHT /api/raw/7', APP, 204, APP, ''],
  ['PREFLIGHT /api/raw/7', EVIL, 204, undefined, ''],
  ['GET /api/raw/missing', APP, 404, APP, 'Not here'],
  ['GET /api/raw/old', APP, 307, APP],
  ['GET /api/raw/error', APP, 500, APP],
  ['GET /api/asked?allow=yes', APP, 200, APP, '"Hello"'],
  ['GET /api/asked?allow=no', APP, 200, undefined, '"Hello"'],
  ['PREFLIGHT /api/asked?allow=yes', APP, 204, APP, ''],
  ['GET /api/configured', EVIL, 200, undefined, 'null'],

  // Answers that Next.js makes
  ['GET /api/hello/', APP, 308, null],
  ['PREFLIGHT /api/hello/', APP, 308, null],
  ['PUT /api/hello', APP, 405, null],
  ['GET /api/missing', APP, 404, null],
  ['PREFLIGHT /forgotten', APP, 204, null],
  // What covers some of them
  ['GET /exhaustive', APP, 200, APP, 'Hello'],
  ['HEAD /exhaustive', APP, 200, APP, ''],
  ['POST /exhaustive', APP, 405, APP, ''],
  ['PUT /exhaustive', APP, 405, APP, ''],
  ['DELETE /exhaustive', EVIL, 405, undefined, ''],
  ['PREFLIGHT /exhaustive', APP, 204, APP, ''],
  ['GET /covered/missing', APP, 404, APP, 'Not here'],
  ['PUT /covered/missing', APP, 404, APP, 'Not here'],

  // Middleware
  ['GET /legacy/hello', APP, 200, APP, 'Hello'],
  ['GET /legacy/hello', EVIL, 200, undefined, 'Hello'],
  ['PREFLIGHT /legacy/hello', APP, 204, APP, ''],
  ['GET /legacy/old', APP, 307, APP],
  ['PUT /legacy/hello', APP, 405, APP],
  ['PREFLIGHT /legacy/missing', APP, 204, APP],
  ['GET /legacy/hello/', APP, 308, null],
  // In front of `corsRoute`: either of the two can allow an origin.
  ['GET /legacy/owned', APP, 200, APP, 'Hello'],
  ['GET /legacy/owned', OTHER, 200, OTHER, 'Hello'],
  ['GET /legacy/owned', EVIL, 200, undefined, 'Hello'],
  ['GET /legacy/old-static', APP, 200, APP],
  ['GET /legacy/old-dynamic', APP, 200, APP],
]
