import { cors } from 'corsage'

/** One policy for all that this project serves. */
export const policy = cors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type'],
})
