import type { Choice, Idea } from '../idea.ts'

interface Answer extends Choice {
  /** The value of `Access-Control-Allow-Methods`; empty for no such header. */
  readonly methods: string
}

export const ANSWERS: readonly Answer[] = [
  { value: 'none', methods: '', label: 'nothing' },
  { value: 'form-methods', methods: 'GET, POST', label: '`GET, POST`' },
  { value: 'with-put', methods: 'GET, POST, PUT', label: '`GET, POST, PUT`' },
  { value: 'lower-case', methods: 'put', label: '`put`' },
  { value: 'star', methods: '*', label: '`*`' },
]

export const PREFLIGHT: Idea = {
  id: 'preflight',
  title: 'Preflight',
  heading: 'After a preflight, the request leaves the browser only if the server allows it',
  text: [
    'A preflight is an `OPTIONS` request. It asks the server whether a page may send a method and headers that no form can send.',
    'If the answer covers the request, the browser sends it. Otherwise, the application never sees it.',
    'This page wants to change user 7 with `PUT`.',
  ],
  control: {
    kind: 'choice',
    label: 'What the answer to the preflight says in `Access-Control-Allow-Methods`',
    choices: ANSWERS,
  },
  first: 'form-methods',
  question: 'Will the request reach the application?',
  steps: ['preflight-request', 'preflight-method'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-preflight fetch', href: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0' },
  document: 'docs/options.md',
}
