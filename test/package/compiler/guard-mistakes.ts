import { type Mistake, PARSE, RETURNS } from './mistake.ts'

/** Mistakes in the options of `csrf()`. */
export const GUARD_MISTAKES: readonly Mistake[] = [
  { title: 'own origins from a variable of the environment', options: `{ self: process.env['X'] }`, wayOut: PARSE },
  {
    title: 'a list of own origins with a variable of the environment',
    options: `{ self: ['https://app.example.com', process.env['X']] }`,
    wayOut: PARSE,
  },
  {
    title: 'trusted origins from a variable of the environment that is split',
    options: `{ self: 'https://app.example.com', trusted: [process.env['X']?.split(',')] }`,
    wayOut: PARSE,
  },
  { title: 'a RegExp for own origins', options: `{ self: /example/ }`, wayOut: /'https:\/\/app\.example\.com'/ },
  {
    title: 'an own origin with a slash',
    options: `{ self: 'https://app.example.com/' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an own origin without a scheme',
    options: `{ self: ['app.example.com'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'a wildcard for trusted origins',
    options: `{ self: 'https://app.example.com', trusted: ['https://*.example.com'] }`,
    wayOut: /without a star/,
    isLiteral: true,
  },
  {
    title: 'several own origins in one string',
    options: `{ self: env.ALLOWED_ORIGINS }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  {
    title: 'an option that csrf() does not have',
    options: `{ self: 'https://app.example.com', origin: 'https://app.example.com' }`,
    wayOut: /no such option|does not exist in type 'CsrfOptions'/,
  },
  {
    title: 'a flag of the guard from the environment',
    options: `{ self: 'https://app.example.com', methodOverride: process.env['X'] }`,
    wayOut: RETURNS,
  },
]
