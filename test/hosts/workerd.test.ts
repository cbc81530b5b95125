import { describe } from 'vitest'
import { startWorker } from './support/process.ts'
import { describeServer } from './support/server.ts'

const worker = (main: string) => () =>
  startWorker('test/hosts/on-workers/wrangler.toml', `test/hosts/on-workers/${main}`)

describe('a Worker whose default export has handlers', () => {
  describeServer(['workerd'], worker('handlers.ts'))
})

describe('a Worker whose default export is a class', () => {
  describeServer(['workerd'], worker('entrypoint.ts'))
})

describe('a Worker that compiles its policies during its first request', () => {
  describeServer(['workerd'], worker('compiled-late.ts'))
})

describe('Hono on Workers', () => {
  describeServer(['workerd', 'hono'], worker('hono.ts'))
})
