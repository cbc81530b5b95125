import { cors } from '../../src/index.ts'
import { decided } from './journal.ts'

/** The page's origin; the port is whatever `npm start -- --port` says. */
const PAGE = 'http://localhost:*'
const PARTNER = 'https://partner.example'

/** The page's own API. */
export const orders = cors({
  origin: [PAGE],
  credentials: true,
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT'],
  allowHeaders: ['content-type'],
  exposeHeaders: ['x-total-count'],
  onDecision: decided,
})

/** Read by somebody else's page. */
export const partners = cors({ origin: [PARTNER], onDecision: decided })

/** Read by everybody. */
export const catalogue = cors({ origin: '*', onDecision: decided })

/** Written to by somebody else's page only. */
export const accounts = cors({ origin: [PARTNER], enforce: true, onDecision: decided })

/** What the page asks for to show the decisions beside what the browser did. */
export const diagnostics = cors({ origin: [PAGE], allowMethods: ['GET'] })
