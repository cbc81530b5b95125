import type { CorsOptions } from '../../policy/options.ts'
import type { Runner } from './runners.ts'

/** Origins of pages to test with. */
export interface Pages {
  readonly allowed: string
  /** Missing if every origin is allowed. */
  readonly refused?: string
}

/** A page that the policy allows, and one that it does not. */
export function pagesFor({ origin }: CorsOptions): Pages {
  const [first = '*'] = [origin].flat() as string[]
  if (first === '*') return { allowed: 'https://app.example.com' }
  return {
    allowed: first.replace('://*.', '://a.').replace(/:\*$/, ':3000'),
    refused: 'https://stranger.example',
  }
}

/** A test of the policy, in a simulated browser. */
export function testText(
  { imports, test }: Runner,
  specifier: string,
  { allowed, refused }: Pages,
  { credentials, allowMethods }: CorsOptions,
): string {
  const method = allowMethods?.find((name) => !['GET', 'HEAD'].includes(name))
  const init = [...(method ? [`method: '${method}'`] : []), ...(credentials ? ["credentials: 'include'"] : [])]
  const fetch = `fetch('https://api.test.example/'${init.length ? `, { ${init.join(', ')} }` : ''})`
  const names = refused === undefined ? 'expectReadable' : 'expectReadable, expectRefused'
  const refusal =
    refused === undefined
      ? ''
      : `
${test}('pages of strangers cannot', async () => {
  const page = browser.page('${refused}')
  await expectRefused(page.${fetch})
})
`
  const head = [
    ...imports,
    "import { createBrowser } from 'corsage/browser'",
    `import { ${names} } from 'corsage/testing'`,
    `import { policy } from '${specifier}'`,
  ].join('\n')
  return `${head}

const browser = createBrowser({ network: policy.wrap(() => new Response('Hello')) })

${test}('pages of ${allowed} can use the API', async () => {
  const page = browser.page('${allowed}')
  await expectReadable(page.${fetch})
})
${refusal}`
}
