import { expect, test } from 'vitest'
import { cors, type CorsOptions } from '../../../src/index.ts'
import { defaultInWords, policySchema } from '../../../src/schema/policy-schema.ts'

const { properties, required, additionalProperties } = policySchema() as {
  readonly properties: Readonly<Record<string, { readonly default?: unknown; readonly description?: string }>>
  readonly required: readonly string[]
  readonly additionalProperties: boolean
}
const DEFAULTS = Object.entries(properties).filter(([, row]) => row.default !== undefined)

test('only origin is required, and no other name is an option', () => {
  expect([required, additionalProperties]).toEqual([['origin'], false])
})

test.each(DEFAULTS)('the default of %s is what a policy has without it', (option, { default: value, description }) => {
  const origin = ['https://app.example.com']
  const answer = (options: CorsOptions): unknown => {
    const { headers } = cors(options)
    const ask = (method: string): unknown =>
      headers(
        new Request('https://api.example.com/', {
          method,
          headers: { Origin: origin[0]!, 'Access-Control-Request-Method': 'GET' },
        }),
      )
    return [ask('GET'), ask('OPTIONS')]
  }
  expect(answer({ origin, [option]: value })).toEqual(answer({ origin }))
  expect(description).toContain(`Default: ${defaultInWords(option)}.`)
})
