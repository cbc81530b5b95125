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
  label: `\`${origin}\`${isForCredentials ? ', and credentials: `true`' : ''}`,
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
    "In a call to another origin, `fetch()` sends cookies only with `credentials: 'include'`. The page in this scene asks for them.",
    'The response is then about one user. So the browser wants to know that the server means this page: its exact origin, and a second header that says `true`.',
    'The request arrives with its cookie in all four cases. The headers only decide whether the page can read the response.',
  ],
  control: { kind: 'choice', label: 'Whom the server allows', choices: PERMISSIONS },
  first: 'star',
  question: 'Can the page read the response?',
  steps: ['actual-request'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS check', href: 'https://fetch.spec.whatwg.org/#concept-cors-check' },
  document: 'docs/options.md',
}
