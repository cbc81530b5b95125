import { durationOf } from '../duration.ts'
import type { Choice, Idea } from '../idea.ts'

const DAY = 86_400

/** The stops of the slider. */
const CHOICES: readonly Choice[] = [
  { value: 'none', label: 'no header' },
  ...[0, 10, 60, 300, 600, 1800, 3600, 7200, 21_600, DAY, 7 * DAY].map((seconds) => ({
    value: String(seconds),
    label: seconds ? `${String(seconds)} (${durationOf(seconds)})` : '0',
  })),
]

export const CACHING: Idea = {
  id: 'caching',
  title: 'Caching',
  heading: 'Browsers remember what a preflight allowed, each up to its own limit',
  text: [
    '`Access-Control-Max-Age` says for how many seconds a browser may remember the answer to a preflight, and send the request without asking again.',
    'Each browser has a limit of its own, whatever the server says.',
    'Until the time is up, a browser does not notice that the server allows less than before.',
  ],
  control: { kind: 'slider', label: '`Access-Control-Max-Age` in the answer to the preflight', choices: CHOICES },
  first: String(DAY),
  question: 'Do all three browsers remember the answer for the whole day?',
  steps: [],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-preflight cache', href: 'https://fetch.spec.whatwg.org/#cors-preflight-cache' },
  document: 'docs/caching.md',
}
