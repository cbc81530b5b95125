/** Hono on Workers. */
import { createHono } from '../hono-app.ts'
import { upgrade } from './socket.ts'

export default createHono({ upgrade })
