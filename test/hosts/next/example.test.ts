import { copyExample } from '../support/copy.ts'
import { describeProject } from '../support/rows.ts'
import { FOLDER, startNext } from './start.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const create = () =>
  copyExample(
    'examples/vercel',
    ['next', 'react', 'react-dom', 'typescript', '@types/node', '@types/react'],
    {
      // The packages are links to the repository, so the root has to hold both.
      'next.config.ts': `export default { turbopack: { root: '/' } }`,
      'app/layout.tsx':
        'export default ({ children }: { children: React.ReactNode }) => <html><body>{children}</body></html>',
      'app/legacy/hello/route.ts': `export const GET = () => new Response('Hello')`,
    },
    FOLDER,
  )

describeProject('The example for Vercel, in Next.js', create, startNext, [
  ['GET /api/users/7', app, 200, app, '{"id":"7"}'],
  ['GET /api/users/7', 'https://pr-1.preview.example.com', 200, 'https://pr-1.preview.example.com', '{"id":"7"}'],
  ['GET /api/users/7', evil, 200, undefined, '{"id":"7"}'],
  ['PUT /api/users/7', app, 200, app, '{"sent":true,"id":"7"}'],
  ['PREFLIGHT /api/users/7', app, 204, app, ''],
  ['PREFLIGHT /api/users/7', evil, 204, undefined, ''],
  // `proxy.ts`
  ['GET /legacy/hello', app, 200, app, 'Hello'],
  ['GET /legacy/hello', evil, 200, undefined, 'Hello'],
  ['PREFLIGHT /legacy/hello', app, 204, app, ''],
])
