import { exports } from 'cloudflare:workers'
import { beforeEach, vi } from 'vitest'
import { describeContract, fromResponse } from '../hosts/support/contract.ts'

const origin = 'https://api.example.com'
const main = (exports as unknown as { default: Fetcher }).default

// Hides the errors that the application throws on purpose.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue())

describeContract(['workerd', 'plugin'], () => ({
  origin,
  upstream: 'bound',
  send: async ({ path, ...init }) =>
    fromResponse(await main.fetch(`${origin}${path}`, { ...init, redirect: 'manual' })),
}))
