import { describe, expect, it } from 'vitest'
import { fromSpring, type PackageImport, type SpringConfiguration } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { CONFIGURATIONS } from '../support/spring-configurations.ts'
import { type Server, verdictsOf } from '../support/verdicts.ts'

const APP = 'https://app.example.com'
const ORG = 'https://app.example.org'

/**
 * What Spring's documentation says about a CorsConfiguration. Spring itself needs a JVM, so this model is all that the
 * import is compared with.
 */
function spring(configuration: SpringConfiguration): Server {
  const { allowedOrigins, allowedOriginPatterns, allowedMethods, allowedHeaders, exposedHeaders } = configuration
  const { allowCredentials, maxAge } = configuration
  const originFor = (origin: string): string | undefined => {
    if (allowedOrigins?.includes('*')) {
      if (allowCredentials) throw new TypeError('allowedOrigins cannot contain the special value "*"')
      return '*'
    }
    const isListed = allowedOrigins?.some((one) => one.toLowerCase() === origin.toLowerCase())
    return isListed || allowedOriginPatterns?.some((pattern) => matches(pattern, origin)) ? origin : undefined
  }
  return ({ method, headers }) => {
    const origin = headers.get('origin')!
    const requested = headers.get('access-control-request-method')
    const names = (headers.get('access-control-request-headers') ?? '').split(',').filter(Boolean)
    const methods = allowedMethods?.length ? allowedMethods : ['GET', 'HEAD']
    const wanted = requested ?? method
    const allowed = originFor(origin)
    const isAny = allowedHeaders?.includes('*') === true
    const granted = names.filter((name) => isAny || allowedHeaders?.some((one) => one.toLowerCase() === name))
    const isRefused = !allowed || !(methods.includes('*') || methods.includes(wanted))
    if (isRefused || (requested && names.length && !granted.length)) return new Response(null, { status: 403 })
    const lines = {
      'access-control-allow-origin': allowed,
      ...(allowCredentials && { 'access-control-allow-credentials': 'true' }),
      ...(exposedHeaders?.length && { 'access-control-expose-headers': exposedHeaders.join(', ') }),
      ...(requested && { 'access-control-allow-methods': methods.includes('*') ? requested : methods.join(',') }),
      ...(requested && granted.length && { 'access-control-allow-headers': granted.join(', ') }),
      ...(requested && typeof maxAge === 'number' && { 'access-control-max-age': String(maxAge) }),
    }
    return new Response('Hello', { headers: lines as Record<string, string> })
  }
}

function matches(pattern: string, origin: string): boolean {
  const [, start = pattern, ports] = /^(.*):\[(\*|[\d,]+)\]$/.exec(pattern) ?? []
  const text = start.replaceAll(/[.[\]+?(){}|\\^$]/g, String.raw`\$&`).replaceAll('*', '.*')
  const end = ports === undefined ? '' : ports === '*' ? String.raw`(:\d+)?` : `:(${ports.replaceAll(',', '|')})`
  return pattern === '*' || new RegExp(`^${text}${end}$`).test(origin)
}

function codesOf({ notes, refusals }: PackageImport): string[] {
  return [...refusals.map(({ code }) => `${code}!`), ...notes.map(({ code }) => code)].filter(
    (one) => one !== 'enforced',
  )
}

describe('a CorsConfiguration', () => {
  it.each(CONFIGURATIONS)('%o has the findings %s', async (configuration, findings) => {
    const result = fromSpring(configuration)
    expect(codesOf(result)).toEqual(findings.split(' ').filter(Boolean))
    if (!result.options) return
    const wrapped = cors(result.options).wrap(() => new Response('Hello'))
    const ours = await verdictsOf((request) => wrapped(request))
    const theirs = await verdictsOf(spring(configuration))
    expect([...ours].filter((verdict) => !theirs.has(verdict) && !isRefusedLater(verdict))).toEqual([])
    const missing = [...theirs].filter((verdict) => !ours.has(verdict))
    expect(missing.filter((verdict) => !verdict.startsWith('https://APP.'))).toEqual([])

    /** A preflight for POST passes, and `enforce` refuses the request itself, if POST is not listed. */
    function isRefusedLater(verdict: string): boolean {
      return / POST /.test(verdict) && !result.options!.allowMethods!.some((name) => /^(?:POST|\*)$/.test(name))
    }
  })

  it('refuses the writes of other origins, as Spring does', async () => {
    const { options } = fromSpring({ allowedOrigins: [APP], allowedMethods: ['POST'] })
    const wrapped = cors(options!).wrap(() => new Response('Written'))
    const post = async (origin: string): Promise<number> => {
      const headers = { origin, 'sec-fetch-site': 'cross-site' }
      const response = await wrapped(new Request('https://api.example.com/', { method: 'POST', headers }))
      return response.status
    }
    expect(await post(APP)).toBe(200)
    expect(await post(ORG)).toBe(403)
  })
})

describe('configurations by path', () => {
  const any = { allowedOrigins: ['*'] }
  const ours = { allowedOrigins: [APP] }

  it.each([
    [{ '/**': ours }, ['/*']],
    [{ '/api/**': ours }, ['/api', '/api/*']],
    [{ '/api/public/**': any, '/api/**': ours }, ['/api/public', '/api/public/*', '/api', '/api/*']],
    [{ '/health': any, '/users/{id}': ours, '/files/*': ours }, ['/health', '/users/:id', '/files/:any2']],
    [{ '/api': any, '/api/**': ours }, ['/api', '/api/*']],
  ])('%o are a table of routes', (table, keys) => {
    const { routes: rows, refusals } = fromSpring(table)
    expect(refusals).toEqual([])
    expect(Object.keys(rows!)).toEqual(keys)
    expect(routes(rows!).rows.map(({ key }) => key)).toEqual(keys)
  })

  it.each([
    [{ '/**': any, '/api/**': ours }, 'path-hidden /api/**'],
    [{ '/users/{id}': any, '/users/me': ours }, 'path-hidden /users/me'],
    [{ '/*.js': any }, 'path-pattern /*.js'],
    [{ '/a?': any }, 'path-pattern /a?'],
    [{ '/a/{*rest}': any }, 'path-pattern /a/{*rest}'],
    [{ '/**/x': any }, 'path-pattern /**/x'],
    [{ '/a/': any }, 'path-pattern /a/'],
    [{ '/a/**': { allowedOrigins: ['x.example'] } }, 'origin-no-scheme /a/** allowedOrigins'],
  ])('%o are refused', (table, expected) => {
    const { routes: rows, refusals } = fromSpring(table)
    expect(rows).toBeUndefined()
    expect(refusals.map(({ code, setting }) => `${code} ${setting}`)).toEqual([expected])
  })
})
