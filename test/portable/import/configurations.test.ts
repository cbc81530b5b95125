import { describe, expect, it } from 'vitest'
import { fromDjango } from '../../../src/import/index.ts'
import { cors } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import configurations from '../../data/django/configurations.json' with { type: 'json' }

interface Configuration {
  readonly settings: { readonly [name: string]: unknown }
  readonly middleware?: readonly string[]
  readonly signal?: boolean
  readonly verdict: string
  readonly policy?: { readonly [option: string]: unknown }
}

const ROWS: readonly (readonly [name: string, row: Configuration])[] = Object.entries(configurations)

function importOf({ settings, middleware, signal }: Configuration) {
  return fromDjango({ ...settings, ...(middleware && { MIDDLEWARE: middleware }) }, { signal })
}

describe('a configuration of django-cors-headers', () => {
  it.each(ROWS)('%s becomes the policy that means the same, or is refused', (_name, row) => {
    const { options, refusals } = importOf(row)
    expect(refusals.length > 0).toBe(row.verdict === 'refused')
    const written = options && {
      ...options,
      origin: typeof options.origin === 'function' ? 'predicate' : options.origin,
    }
    expect(written).toEqual(row.policy)
    if (options) expect(() => cors(options)).not.toThrow()
  })

  it.each(ROWS)('%s has a table that routes() takes, or none', (_name, row) => {
    const { routes: table } = importOf(row)
    if (table) expect(routes(table).rows.map(({ key }) => key)).toEqual(Object.keys(table))
  })

  it.each(ROWS.filter(([, { settings, policy }]) => policy && 'CORS_ALLOWED_ORIGINS' in settings))(
    '%s allows with credentials nothing that cors() would refuse',
    (_name, row) => {
      const withCredentials = { ...row, settings: { ...row.settings, CORS_ALLOW_CREDENTIALS: true } }
      const { options, refusals } = importOf(withCredentials)
      if (options) expect(() => cors(options)).not.toThrow()
      else expect(refusals.length).toBeGreaterThan(0)
    },
  )
})
