import { describe } from 'vitest'
import { startRuntime } from './support/process.ts'
import { describeServer } from './support/server.ts'

const bun =
  (...args: string[]) =>
  () =>
    startRuntime('bun', ['run', ...args])

describe('Bun.serve with fetch', () => {
  describeServer(['bun'], bun('test/hosts/on-bun/serve.ts', 'fetch'))
})

describe('Bun.serve with routes', () => {
  describeServer(['bun'], bun('test/hosts/on-bun/serve.ts', 'routes'))
})

describe('Hono on Bun', () => {
  describeServer(['bun', 'hono'], bun('test/hosts/on-bun/hono.ts'))
})
