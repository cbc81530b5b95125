import { cors } from 'corsage'

/** Credentials need a guard against forged writes (C-02): see docs/csrf.md. Here is no application to guard. */
export const policy = cors({
  origin: ['https://app.example.com'],
  credentials: true,
  allowMethods: ['GET', 'PUT'],
})
