import { describe, expect, it } from 'vitest'
import { type DjangoImport, fromDjango } from '../../../src/import/index.ts'
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

function importOf({ settings, middleware, signal }: Configuration): DjangoImport {
  return fromDjango({ ...settings, ...(middleware && { MIDDLEWARE: middleware }) }, { signal })
}

describe('a configuration of django-cors-headers', () => {
  it.each(ROWS)('%s becomes the policy that means the same, or is refused', (_name, row) => {
    const { options, refusals } = importOf(row)
    expect(refusals.length > 0).toBe(row.verdict === 'refused')
    const origin = typeof options?.origin === 'function' ? 'predicate' : options?.origin
    expect(options && { ...options, origin }).toEqual(row.policy)
  })

  it.each(ROWS.filter(([, row]) => row.policy))('%s has options that cors() and routes() take', (_name, row) => {
    const { options, routes: table = {} } = importOf(row)
    expect(cors(options!).options.origin).toBeDefined()
    expect(routes(table).rows.map(({ key }) => key)).toEqual(Object.keys(table))
  })

  it.each(ROWS)('%s with credentials is refused, or has options that cors() takes', (_name, row) => {
    const settings = { ...row.settings, CORS_ALLOW_CREDENTIALS: true }
    const { options, refusals } = importOf({ ...row, settings })
    expect(refusals.length > 0).toBe(options === undefined)
    expect(() => cors(options ?? { origin: [] })).not.toThrow()
  })
})
