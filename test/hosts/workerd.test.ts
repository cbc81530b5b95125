import { describe } from 'vitest'
import { describeServer } from '../support/host-server.ts'
import { startWorker } from '../support/host-worker.ts'

/** Before 2026-08-04, the day from which on Workers have the globals of Node: nothing may need them. */
const compatibility_date = '2026-01-01'

describe('Workers', () => {
  const main = 'test/workers/worker.ts'
  const vars = { TENANT: 'tenant.example.com' }
  describeServer(['workerd'], () =>
    startWorker({ config: { name: 'corsage-workers', main, compatibility_date, vars } }),
  )
})

describe('a Worker whose default export is a class', () => {
  const main = 'test/hosts/on-workers/entrypoint.ts'
  const vars = { TENANT: 'tenant.example.com' }
  describeServer(['workerd'], () => startWorker({ config: { name: 'corsage-class', main, compatibility_date, vars } }))
})

describe('Hono on Workers', () => {
  const main = 'test/hosts/on-workers/hono.ts'
  describeServer(['workerd', 'hono'], () => startWorker({ config: { name: 'corsage-hono', main, compatibility_date } }))
})
