import { cors } from 'corsage'

/** The policy of the API, in one place for nginx and for a Worker. */
export const policy = cors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type'],
})
