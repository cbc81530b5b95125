import { type Mistake, RETURNS } from './mistake.ts'

/** Mistakes about the other options. */
export const OPTION_MISTAKES: readonly Mistake[] = [
  {
    title: 'methods, of the package cors',
    options: `{ origin: 'https://app.example.com', methods: ['GET', 'PUT'] }`,
    wayOut: /allowMethods/,
  },
  {
    title: 'allowedHeaders, of the package cors',
    options: `{ origin: 'https://app.example.com', allowedHeaders: ['content-type'] }`,
    wayOut: /allowHeaders/,
  },
  {
    title: 'exposedHeaders, of the package cors',
    options: `{ origin: 'https://app.example.com', exposedHeaders: ['x-total'] }`,
    wayOut: /exposeHeaders/,
  },
  {
    title: 'optionsSuccessStatus, of the package cors',
    options: `{ origin: 'https://app.example.com', optionsSuccessStatus: 200 }`,
    wayOut: /preflightStatus/,
  },
  {
    title: 'preflightContinue, of the package cors',
    options: `{ origin: 'https://app.example.com', preflightContinue: true }`,
    wayOut: /remove/,
  },
  { title: 'origins', options: `{ origins: ['https://app.example.com'] }`, wayOut: /Write origin|'origin' is missing/ },
  {
    title: 'an option of no library',
    options: `{ origin: 'https://app.example.com', credential: true }`,
    wayOut: /no such option|does not exist in type 'CorsOptions/,
  },
  {
    title: 'a method in lower case',
    options: `{ origin: 'https://app.example.com', allowMethods: ['GET', 'patch'] }`,
    wayOut: /'PATCH'/,
    isLiteral: true,
  },
  {
    title: 'a method that no script can send',
    options: `{ origin: 'https://app.example.com', allowMethods: ['TRACE'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header that no script can set',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Origin', 'Content-Type'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header of CORS itself',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Access-Control-Allow-Origin'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'a header that no script can read',
    options: `{ origin: 'https://app.example.com', exposeHeaders: ['Set-Cookie'] }`,
    wayOut: /remove it/,
    isLiteral: true,
  },
  {
    title: 'headers in one string of a list',
    options: `{ origin: 'https://app.example.com', allowHeaders: ['Content-Type, Authorization'] }`,
    wayOut: /\['one', 'other'\]/,
    isLiteral: true,
  },
  {
    title: 'a maxAge of a week',
    options: `{ origin: 'https://app.example.com', maxAge: 604800 }`,
    wayOut: /86400/,
    isLiteral: true,
  },
  {
    title: 'a negative maxAge',
    options: `{ origin: 'https://app.example.com', maxAge: -1 }`,
    wayOut: /from 0 to 86400/,
    isLiteral: true,
  },
  {
    title: 'methods in one string',
    options: `{ origin: 'https://app.example.com', allowMethods: 'GET,PUT' }`,
    wayOut: /a list/,
  },
  {
    title: 'headers in one string',
    options: `{ origin: 'https://app.example.com', allowHeaders: 'content-type' }`,
    wayOut: /a list/,
  },
  {
    title: 'a star among headers with credentials',
    options: `{ origin: 'https://app.example.com', credentials: true, allowHeaders: ['*'] }`,
    wayOut: /list the names/,
    isLiteral: true,
  },
  {
    title: 'credentials from the environment',
    options: `{ origin: 'https://app.example.com', credentials: 'true' }`,
    wayOut: RETURNS,
  },
  {
    title: 'maxAge from the environment',
    options: `{ origin: 'https://app.example.com', maxAge: process.env['X'] }`,
    wayOut: /Number\(/,
  },
  {
    title: 'a cookieless policy with a list',
    options: `{ origin: ['https://app.example.com'], cookieless: true }`,
    wayOut: /'\*'/,
    isLiteral: true,
  },
]
