import { type Mistake, RETURNS } from './mistake.ts'

/** Mistakes about the predicate. */
export const PREDICATE_MISTAKES: readonly Mistake[] = [
  {
    title: 'a predicate that returns the origin, as in hono/cors',
    options: `{ origin: (origin) => origin.serialized }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'a predicate that returns the origin or null',
    options: `{ origin: (origin) => (origin.host.endsWith('.example.com') ? origin.serialized : null), credentials: true }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'an async predicate that returns the origin',
    options: `{ origin: async (origin) => (await Promise.resolve(true)) && origin.serialized }`,
    wayOut: RETURNS,
    isContextual: true,
  },
  {
    title: 'a predicate that returns what the list has found',
    options: `{ origin: ({ serialized }: TupleOrigin) => ['https://app.example.com'].find((one) => one === serialized) }`,
    wayOut: RETURNS,
  },
  {
    title: 'a method that returns the host',
    options: `{ origin({ host }: TupleOrigin) { return host } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that returns true or nothing',
    options: `{ origin: async ({ host }: TupleOrigin) => { if (host === 'app.example.com') return true } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that forgets to return',
    options: `{ origin: ({ host }: TupleOrigin) => { host.endsWith('.example.com') } }`,
    wayOut: RETURNS,
  },
  {
    title: 'a predicate that calls back, as in the package cors',
    options: `{ origin: (origin: string | undefined, callback: (error: Error | null, isAllowed: boolean) => void) => callback(null, origin === 'https://app.example.com') }`,
    wayOut: /origin\.serialized/,
  },
  {
    title: 'a predicate that compares a string',
    options: `{ origin: (origin: string) => origin === 'https://app.example.com' }`,
    wayOut: /origin\.serialized/,
  },
]

/** Mistakes about the predicate's parameter, in its body. */
export const PARAMETER_MISTAKES: readonly Mistake[] = [
  {
    title: 'a predicate that calls a method of strings',
    options: `{ origin: (origin) => origin.endsWith('.example.com') }`,
    wayOut: /origin\.serialized/,
    isContextual: true,
  },
  {
    title: 'a predicate that looks the origin up',
    options: `{ origin: (origin) => ['https://app.example.com'].includes(origin) }`,
    wayOut: /origin\.serialized/,
    isContextual: true,
  },
]
