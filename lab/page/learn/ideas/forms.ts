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
    'A website could always have a form that sends something to any other server. So browsers do not ask before they send what a form can send.',
    'A script can do more, and a server from before CORS does not expect that from other websites. So the browser asks first, with a preflight.',
    'The server in this scene knows nothing of CORS.',
  ],
  control: { kind: 'choice', label: 'What the page sends', choices: SENDINGS },
  first: 'form',
  question: 'Will the request reach the server?',
  steps: ['classify-request'],
  open: 'Open this call in the lab',
  spec: { text: 'Fetch: CORS-safelisted', href: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header' },
  document: 'docs/csrf.md',
}
