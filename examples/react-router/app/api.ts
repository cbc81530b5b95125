// npm run build && npm start
import { corsMiddleware } from 'corsage/react-router'
import type { Route } from './+types/api'

/** The policy of all routes below /api. */
export const middleware: Route.MiddlewareFunction[] = [
  corsMiddleware({
    origin: ['https://app.example.com'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['content-type'],
  }),
]
