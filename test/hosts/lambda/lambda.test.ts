import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../../portable/support/lambda-gateway.ts'
import type { HostTrait } from '../support/scenarios.ts'
import { describeServer } from '../support/server.ts'
import { type RunningFunction, startFunction } from './service.ts'

let folder: string
beforeAll(async () => {
  await mkdir('test/hosts/lambda/.pages', { recursive: true })
  folder = await mkdtemp('test/hosts/lambda/.pages/function-')
  const outfile = join(folder, 'functions.mjs')
  await build({
    entryPoints: ['test/hosts/lambda/functions.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const TRAITS: Readonly<Record<Service, readonly HostTrait[]>> = {
  'HTTP API': ['without-reason'],
  'function URL': ['without-reason'],
  'REST API': ['without-reason'],
  'target group': ['one-cookie'],
  'target group with lists': [],
}
const services = Object.entries(TRAITS) as [Service, readonly HostTrait[]][]

describe.each(['fetching', 'events', 'streaming'])('the function %s', (name) => {
  let running: RunningFunction | undefined
  beforeAll(async () => {
    running = await startFunction(folder, `functions.${name}`)
  })
  afterAll(() => running?.stop())
  const streams = name === 'streaming'
  const able = services.filter(([service]) => !streams || /URL|REST/.test(service))

  describe.each(able)('behind %s', (service, traits) => {
    describeServer(traits, () => running!.serve(service), { hasSockets: false, streams })
  })
})

it.each(['buffering', 'pouring'])('loses no byte of a large body by %s', async (name) => {
  const running = await startFunction(folder, `functions.${name}`)
  const server = await running.serve('function URL')
  const response = await fetch(server.origin)
  const bytes = new Uint8Array(await response.arrayBuffer())
  await server.stop()
  await running.stop()
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect([bytes.length, bytes.findIndex((byte, at) => byte !== at % 251)]).toEqual([4_500_000, -1])
})
