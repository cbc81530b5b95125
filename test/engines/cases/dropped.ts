import { type Case, PERMITTED, SHARED, single, STAR } from '../case.ts'

const DROPPED = { status: 0 }

/** Calls whose server ends the connection without a response. Only recordings have them: nothing of them is about CORS. */
export const DROPPED_CASES: readonly Case[] = [
  single('dropped', {}, { actual: DROPPED }),
  single('dropped, with credentials', { credentials: 'include' }, { actual: DROPPED }),
  single('dropped POST', { method: 'POST', body: 'abc' }, { actual: DROPPED }),
  single('dropped after its preflight', { method: 'PUT' }, { preflight: PERMITTED, actual: DROPPED }),
  single(
    'dropped after its preflight, with credentials',
    { method: 'PUT', credentials: 'include' },
    { preflight: PERMITTED, actual: DROPPED },
  ),
  single('dropped preflight', { method: 'PUT' }, { preflight: DROPPED, actual: { headers: STAR } }),
  single('dropped preflight, with credentials', { method: 'PUT', credentials: 'include' }, { preflight: DROPPED }),
  single('dropped preflight for a header', { headers: [['X-One', '1']] }, { preflight: DROPPED }),
  {
    name: 'dropped after a redirect',
    calls: [{}],
    resources: {
      'api/': { actual: { status: 302, headers: [...SHARED, ['Location', '{api/end}']] } },
      'api/end': { actual: DROPPED },
    },
  },
]
