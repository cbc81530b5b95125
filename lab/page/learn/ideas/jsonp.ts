import type { Idea } from '../idea.ts'

export const JSONP: Idea = {
  id: 'jsonp',
  title: 'JSONP, and why not',
  heading: 'With JSONP, every website gets the data; with CORS, the server chooses',
  text: [
    'A page may load scripts from anywhere, and JSONP makes use of that: the response is a script, which calls a function of the page with the data.',
    'The browser may send the user’s cookies, asks for no permission, and runs whatever comes back.',
    '`jsonp()` of Corsage accepts only plain names of functions and keeps the data from becoming code, and `cookieless` hides the cookies. But every website can still read the response.',
    'In this scene, no script is loaded or run.',
  ],
  control: {
    kind: 'choice',
    label: 'How the server offers the data',
    choices: [
      { value: 'jsonp', label: 'JSONP: `jsonp(request, data, …)`' },
      { value: 'cookieless', label: 'JSONP without cookies: `cookieless: true`' },
      { value: 'cors', label: 'CORS: `cors({ origin: [partner], credentials: true })`' },
    ],
  },
  first: 'jsonp',
  question: 'Can a website that the server does not know get the data about Alice?',
  steps: [],
  open: 'Open the call of the stranger with CORS in the lab',
  spec: {
    text: 'HTML: script elements',
    href: 'https://html.spec.whatwg.org/multipage/scripting.html#the-script-element',
  },
  document: 'docs/jsonp.md',
}
