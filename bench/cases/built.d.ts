export { cors } from '../../src/index.ts'
export { cors as corsOfHono } from '../../adapters/hono.ts'
