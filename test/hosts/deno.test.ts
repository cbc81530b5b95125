import { describe } from 'vitest'
import { startRuntime } from '../support/host-process.ts'
import { describeServer } from '../support/host-server.ts'

const deno = (file: string) => () => startRuntime('deno', ['run', '-A', '--no-lock', `test/hosts/on-deno/${file}`])

describe('Deno.serve', () => {
  describeServer(['deno'], deno('serve.ts'))
})

describe('Hono on Deno', () => {
  describeServer(['deno', 'hono'], deno('hono.ts'))
})
