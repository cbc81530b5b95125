import { find, fixed, time } from './report.mjs'

const GET = 'GET allowed'

/** What nothing on a runtime can do without, by the least that was found to do it, and what Corsage takes. */
const LIMITS = [
  {
    name: 'Allowed preflight: clone a finished answer',
    limit: (run) => nsOf(run, 'preflight allowed', 'handwritten, clone()'),
    taken: (run) => nsOf(run, 'preflight allowed', 'Corsage'),
  },
  {
    name: 'CORS part of an allowed GET: search for foreign headers, set three',
    limit: (run) => addedTo(run, 'handwritten, and a search'),
    taken: (run) => addedTo(run, 'Corsage'),
  },
  {
    name: 'The same in Hono: that, and a middleware that does nothing',
    limit: (run) => addedTo(run, 'Hono, empty middleware') + addedTo(run, 'handwritten, and a search'),
    taken: (run) => addedTo(run, 'Corsage in Hono'),
  },
  {
    name: 'Random hit among a million origins: the platform’s own `Set`',
    limit: (run) => matched(run, 'Set.has'),
    taken: (run) => matched(run, 'Corsage'),
  },
]

/** A row for each: the limit, and the multiple of it that Corsage takes. */
export function describeLimits(runs) {
  return LIMITS.map(({ name, limit, taken }) =>
    [name].concat(runs.map((run) => `${time(limit(run))} (${fixed(taken(run) / limit(run))})`)),
  )
}

function nsOf({ requests }, work, contender) {
  return find(requests, work, contender).ns.median
}

function addedTo({ requests }, contender) {
  return find(requests, GET, contender).added.median
}

function matched({ matching }, contender) {
  return find(matching, 'exact 1000000, hit', contender).ns.median
}
