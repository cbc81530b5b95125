import { type Mistake, PARSE } from './mistake.ts'

/** Mistakes about the origins. */
export const ORIGIN_MISTAKES: readonly Mistake[] = [
  { title: 'a variable of the environment', options: `{ origin: process.env['X'] }`, wayOut: PARSE },
  {
    title: 'a list with a variable of the environment',
    options: `{ origin: ['https://app.example.com', process.env['X']] }`,
    wayOut: PARSE,
  },
  {
    title: 'a variable of the environment that is split',
    options: `{ origin: process.env['X']?.split(',') }`,
    wayOut: PARSE,
  },
  {
    title: 'a variable that wrangler has typed, with several origins',
    options: `{ origin: env.ALLOWED_ORIGINS }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  {
    title: 'a variable that wrangler has typed for two environments, with a slash',
    options: `{ origin: env.ORIGIN }`,
    wayOut: /'https:\/\/b\.example'/,
    isLiteral: true,
  },
  {
    title: 'several origins in one string, separated by a blank',
    options: `{ origin: ['https://a.example https://b.example'] }`,
    wayOut: /parseOrigins\(/,
    isLiteral: true,
  },
  { title: 'no origin', options: `{ credentials: true }`, wayOut: /'origin' is missing/ },
  {
    title: 'a URL',
    options: `{ origin: new URL('https://app.example.com') }`,
    wayOut: /'https:\/\/app\.example\.com'/,
  },
  { title: 'a RegExp', options: String.raw`{ origin: /\.example\.com$/ }`, wayOut: /https:\/\/\*\.example\.com/ },
  {
    title: 'a RegExp in a list',
    options: String.raw`{ origin: ['https://app.example.com', /\.example\.com$/] }`,
    wayOut: /https:\/\/\*\.example\.com/,
  },
  { title: 'true, which reflects the origin in the package cors', options: `{ origin: true }`, wayOut: /'\*'/ },
  {
    title: 'a trailing slash',
    options: `{ origin: 'https://app.example.com/' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'a path',
    options: `{ origin: ['https://app.example.com/login'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin without a scheme',
    options: `{ origin: ['app.example.com'] }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin of the loopback host without a scheme',
    options: `{ origin: 'localhost:5173' }`,
    wayOut: /'http:\/\/localhost:5173'/,
    isLiteral: true,
  },
  {
    title: 'a wildcard without a scheme',
    options: `{ origin: '*.example.com' }`,
    wayOut: /'https:\/\/\*\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'an origin in capitals',
    options: `{ origin: 'https://App.Example.com' }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
  {
    title: 'the origin null',
    options: `{ origin: ['null'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a star next to other origins',
    options: `{ origin: ['https://app.example.com', '*'] }`,
    wayOut: /'\*'/,
    isLiteral: true,
  },
  {
    title: 'any origin with credentials',
    options: `{ origin: '*', credentials: true }`,
    wayOut: /list the origins/,
    isLiteral: true,
  },
  {
    title: 'a shared suffix with credentials',
    options: `{ origin: ['https://*.vercel.app'], credentials: true }`,
    wayOut: /exact origin/,
    isLiteral: true,
  },
  {
    title: 'a shared suffix with a region, with credentials',
    options: `{ origin: 'https://*.us-central1.run.app', credentials: true }`,
    wayOut: /exact origin/,
    isLiteral: true,
  },
  {
    title: 'plain http with credentials',
    options: `{ origin: ['http://app.example.com'], credentials: true }`,
    wayOut: /'https:\/\/app\.example\.com'/,
    isLiteral: true,
  },
]
