import type { Host } from './host.ts'
import { NODE_HOSTS } from './node-hosts.ts'

/** The hosts, by the names that `--host` takes. Of those whose signs a project has, the first one counts. */
export const HOSTS: Readonly<Record<string, Host>> = {
  next: {
    title: 'Next.js',
    signs: { packages: ['next'] },
    policy: 'cors',
    mount: 'proxy',
    isBundled: true,
    imports: ["import { corsMiddleware } from 'corsage/vercel'"],
    code: `export const proxy = corsMiddleware(policy)

// The routes that the policy is for. A route with corsRoute() needs no proxy.
export const config = { matcher: '/api/:path*' }
`,
  },
  sveltekit: {
    title: 'SvelteKit',
    signs: { packages: ['@sveltejs/kit'] },
    policy: 'src/cors',
    mount: 'src/hooks.server',
    isBundled: true,
    imports: ["import { corsHandle } from 'corsage/sveltekit'"],
    code: 'export const handle = corsHandle(policy)\n',
  },
  astro: {
    title: 'Astro',
    signs: { packages: ['astro'] },
    policy: 'src/cors',
    mount: 'src/middleware',
    isBundled: true,
    imports: ["import { corsMiddleware } from 'corsage/astro'"],
    code: 'export const onRequest = corsMiddleware(policy)\n',
  },
  'react-router': {
    title: 'React Router',
    signs: { packages: ['@react-router/dev', 'react-router'] },
    policy: 'app/cors',
    mount: 'app/root',
    isPart: true,
    isBundled: true,
    imports: ["import { corsMiddleware } from 'corsage/react-router'"],
    code: 'export const middleware = [corsMiddleware(policy)]\n',
  },
  ...NODE_HOSTS,
  netlify: {
    title: 'Netlify',
    signs: { files: ['netlify.toml'], packages: ['@netlify/functions'] },
    policy: 'netlify/cors',
    mount: 'netlify/functions/hello',
    isBundled: true,
    imports: ["import { withCors } from 'corsage/netlify'"],
    code: `export default withCors(policy, () => new Response('Hello'))

export const config = { path: '/hello' }
`,
  },
  pages: {
    title: 'Cloudflare Pages',
    signs: { files: ['functions'] },
    policy: 'cors',
    mount: 'functions/_middleware',
    isBundled: true,
    imports: ["import { pagesCors } from 'corsage/cloudflare'"],
    code: 'export const onRequest = pagesCors(policy)\n',
  },
  workers: {
    title: 'Cloudflare Workers',
    signs: { files: ['wrangler.toml', 'wrangler.jsonc', 'wrangler.json'], packages: ['wrangler'] },
    policy: 'src/cors',
    mount: 'src/index',
    isBundled: true,
    imports: ["import { withCors } from 'corsage/cloudflare'"],
    code: `export default withCors(policy, {
  fetch: () => new Response('Hello'),
})
`,
  },
  lambda: {
    title: 'AWS Lambda',
    signs: {
      files: ['samconfig.toml', 'serverless.yml', 'cdk.json'],
      packages: ['@types/aws-lambda', 'aws-lambda', 'serverless'],
    },
    policy: 'src/cors',
    mount: 'src/handler',
    isBundled: true,
    imports: ["import { withCors } from 'corsage/lambda'"],
    code: "export const handler = withCors(policy, () => new Response('Hello'))\n",
  },
  vercel: {
    title: 'Vercel',
    signs: { files: ['vercel.json', '.vercel'] },
    policy: 'cors',
    mount: 'api/hello',
    isBundled: true,
    imports: ["import { withCors } from 'corsage/vercel'"],
    code: `export const config = { runtime: 'edge' }
export default withCors(policy, () => new Response('Hello'))
`,
  },
  deno: {
    title: 'Deno',
    signs: { files: ['deno.json', 'deno.jsonc', 'deno.lock'] },
    policy: 'cors',
    mount: 'main',
    imports: ["import { withCors } from 'corsage/deno'"],
    code: "// Start it with deno serve.\nexport default { fetch: withCors(policy, () => new Response('Hello')) }\n",
  },
  bun: {
    title: 'Bun',
    signs: { files: ['bun.lock', 'bun.lockb', 'bunfig.toml'], packages: ['@types/bun', 'bun-types'] },
    policy: 'cors',
    mount: 'server',
    isBundled: true,
    imports: ["import { withCors } from 'corsage/bun'"],
    code: `export default withCors(policy, {
  fetch: () => new Response('Hello'),
})
`,
  },
  node: {
    title: 'Node.js',
    signs: { files: ['package.json'] },
    policy: 'src/cors',
    mount: 'src/server',
    imports: ["import { createServer } from 'node:http'", "import { withCors } from 'corsage/node'"],
    code: `const server = createServer(withCors(policy, (_request, response) => response.end('Hello')))
server.listen(process.env['PORT'] ?? 3000)
`,
  },
}
