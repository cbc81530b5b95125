import { cors } from 'corsage'

/** With credentials, an application needs a guard against forged writes (C-02). There is no application here. */
export const policy = cors({
  origin: ['https://app.example.com'],
  credentials: true,
  allowMethods: ['GET', 'PUT'],
})
