/** The origin of a page that may read, and of one that may not. */
export const ALLOWED = 'https://app.example.com'
export const REFUSED = 'https://evil.example.net'

/** One policy for every contender, which each of them states in its own words. */
export const ORIGINS: string[] = [ALLOWED, 'https://admin.example.com']
export const METHODS: string[] = ['GET', 'PUT', 'DELETE']
export const HEADERS: string[] = ['content-type', 'x-request-id']
export const MAX_AGE = 7200

/** The policy of ten patterns, wherever its compile time is measured. */
export const TEN_PATTERNS = {
  origin: [
    'https://app.example.com',
    'https://admin.example.com',
    'https://www.example.org',
    'https://example.org:8443',
    'http://localhost:5173',
    'http://localhost:*',
    'capacitor://localhost',
    'https://*.preview.example.com',
    'https://*.staging.example.com',
    'https://*.customers.example.org',
  ],
  credentials: true,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  maxAge: MAX_AGE,
}

/** How many rounds warm the code up and find the size of the batches, and how many count. */
export const REQUEST_ROUNDS = { warmUpRounds: 40, rounds: 100 }

/** Fewer rounds, because most of the time goes into making origins that nobody has looked up before. */
export const MATCHING_ROUNDS = { warmUpRounds: 25, rounds: 60 }

/** Fewer rounds, because most of the time goes into filling caches. */
export const POLICY_ROUNDS = { warmUpRounds: 30, rounds: 60 }
