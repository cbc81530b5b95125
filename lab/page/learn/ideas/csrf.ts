import type { Idea } from '../idea.ts'

export const CSRF: Idea = {
  id: 'csrf',
  title: 'CSRF',
  heading: 'CORS hides the response to a forged request, but does not stop the request',
  text: [
    'Alice is logged in at her bank. Another website makes her browser post a form there, and the browser adds her cookie. That is cross-site request forgery, or CSRF.',
    'A form needs no preflight, and by the time CORS hides the response, the money is sent.',
    'A guard reads `Sec-Fetch-Site` and `Origin`, in which the browser says where a request comes from. No script can change them.',
  ],
  control: {
    kind: 'choice',
    label: 'What the bank has in front of its application',
    choices: [
      { value: 'policy', label: 'only a CORS policy: `policy.wrap(bank)`' },
      { value: 'guard', label: 'a guard as well: `protect(policy, guard).wrap(bank)`' },
    ],
  },
  first: 'policy',
  question: 'Will the bank send the money?',
  steps: ['classify-request'],
  lines: ['sec-fetch-site'],
  open: 'Open the forged call in the lab',
  spec: {
    text: 'Fetch Metadata: Sec-Fetch-Site',
    href: 'https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header',
  },
  document: 'docs/csrf.md',
}
