import { cors } from '../../src/index.ts'
import { decided } from './journal.ts'

/** The page's origin. Any port, because `npm start -- --port` sets it. */
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

/** An API that only a partner's page may read. */
export const partners = cors({ origin: [PARTNER], onDecision: decided })

/** An API that every page may read. */
export const catalogue = cors({ origin: '*', onDecision: decided })

/** An API that only a partner's page may write to. */
export const accounts = cors({ origin: [PARTNER], enforce: true, onDecision: decided })

/** The endpoint that the page reads to show each decision next to what the browser did. */
export const diagnostics = cors({ origin: [PAGE], allowMethods: ['GET'] })
