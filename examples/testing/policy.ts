import { cors } from 'corsage'

export const policy = cors({
  origin: ['https://app.example.com'],
  credentials: true,
  allowMethods: ['GET', 'PUT'],
})
