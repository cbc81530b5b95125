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
  // Long enough for a second call of the page on a slow machine.
  maxAge: 60,
  onDecision: decided,
  // Without it, the error that is thrown on purpose would be on the console, also that of the page with the model.
  onError: () => new Response(null, { status: 500 }),
})

/** An API that only a partner's page may read. */
export const partners = cors({ origin: [PARTNER], onDecision: decided })

/** An API that every page may read. */
export const catalogue = cors({ origin: '*', onDecision: decided })

/** An API that only a partner's page may write to. */
export const accounts = cors({ origin: [PARTNER], enforce: true, onDecision: decided })

/** An API behind a gateway, which answers requests without a login before the policy sees them. */
export const staff = cors({ origin: [PAGE], allowHeaders: ['authorization'], onDecision: decided })

/** The endpoint that the page reads to show each decision next to what the browser did. */
export const diagnostics = cors({ origin: [PAGE], allowMethods: ['GET'] })
