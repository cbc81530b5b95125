/** The page that may read, and one that may not. */
export const ALLOWED = 'https://app.example.com'
export const REFUSED = 'https://evil.example.net'

/** One policy for all, which each contender says in its own words. */
export const ORIGINS = [ALLOWED, 'https://admin.example.com']
export const METHODS = ['GET', 'PUT', 'DELETE']
export const HEADERS = ['content-type', 'x-request-id']
export const MAX_AGE = 7200

/** What a policy of ten patterns is, wherever its compile time is measured. */
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

/** Rounds that only warm up and find the size of the batches, and rounds that count. */
export const REQUEST_ROUNDS = { warmUpRounds: 40, rounds: 100 }

/** Fewer, since most of the time goes into making origins that nobody has looked up before. */
export const MATCHING_ROUNDS = { warmUpRounds: 25, rounds: 60 }
