import type { Choice, Idea } from '../idea.ts'

interface Sending extends Choice {
  readonly method: string
  readonly type: string
}

const sending = (value: string, method: string, type: string): Sending => ({
  value,
  method,
  type,
  label: type ? `\`${method}\` with \`${type}\`` : `\`${method}\``,
})

export const SENDINGS: readonly Sending[] = [
  sending('get', 'GET', ''),
  sending('form', 'POST', 'application/x-www-form-urlencoded'),
  sending('multipart', 'POST', 'multipart/form-data'),
  sending('text', 'POST', 'text/plain'),
  sending('json', 'POST', 'application/json'),
  sending('delete', 'DELETE', ''),
]

export const FORMS: Idea = {
  id: 'forms',
  title: 'Forms are special',
  heading: 'The browser sends what a form can send, and asks before anything else',
  text: [
    'Long before CORS, every website could have a form that sends something to any server. So every server has to expect these requests, and browsers send them without asking.',
    'A script can do more: other methods, JSON, headers of its own. A server from before CORS does not expect that from other websites, so the browser asks first, with a preflight.',
    'The server in this scene knows nothing of CORS. Choose what the page sends, and see what reaches it.',
  ],
  control: { kind: 'choice', label: 'What the page sends', choices: SENDINGS },
  first: 'form',
  question: 'Will the request reach the server?',
  steps: ['classify-request'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-safelisted', href: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header' },
  document: 'docs/csrf.md',
}
