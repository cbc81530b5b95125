import { cors } from 'corsage'

export const policy = cors({
  origin: ['https://app.example.com', 'https://*.example.org'],
  allowMethods: ['PUT'],
  allowHeaders: ['content-type'],
})
