import type { Choice, Idea } from '../idea.ts'

/** The page of the scene. */
export const PAGE = 'https://www.example.com'

interface Permission extends Choice {
  readonly origin: string
  readonly isForCredentials: boolean
}

const permission = (value: string, origin: string, isForCredentials: boolean): Permission => ({
  value,
  origin,
  isForCredentials,
  label: `\`${origin}\`${isForCredentials ? ', and `Access-Control-Allow-Credentials: true`' : ''}`,
})

export const PERMISSIONS: readonly Permission[] = [
  permission('star', '*', false),
  permission('star-credentials', '*', true),
  permission('origin', PAGE, false),
  permission('origin-credentials', PAGE, true),
]

export const CREDENTIALS: Idea = {
  id: 'credentials',
  title: 'Credentials',
  heading: 'A star is not enough for a call with cookies: the server has to name the page',
  text: [
    "In a call to another origin, `fetch()` sends cookies only with `credentials: 'include'`, which this page sets.",
    'The response is then about one user, so the server has to name the exact origin of the page, and to say `true` in a second header.',
    'The request arrives with its cookie in all four cases. The headers only decide whether the page can read the response.',
  ],
  control: { kind: 'choice', label: 'Whom the server allows in `Access-Control-Allow-Origin`', choices: PERMISSIONS },
  first: 'star',
  question: 'Can the page read the response?',
  steps: ['actual-request'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS check', href: 'https://fetch.spec.whatwg.org/#concept-cors-check' },
  document: 'docs/options.md',
}
