import { describe } from 'vitest'
import { startRuntime } from '../support/process.ts'
import { describeServer } from '../support/server.ts'

describe('an edge function', () => {
  const start = () => startRuntime('deno', ['run', '-A', '--no-lock', 'test/hosts/netlify/edge.mjs'])
  describeServer(['deno'], start, { hasSockets: false })
})

describe('a function', () => {
  const start = () => startRuntime('node', ['test/hosts/netlify/functions.mjs'])
  describeServer(['without-reason'], start, { hasSockets: false })
})
