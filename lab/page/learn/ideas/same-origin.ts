import type { Idea } from '../idea.ts'

export const SAME_ORIGIN: Idea = {
  id: 'same-origin',
  title: 'Same origin',
  heading: 'A page can read its own origin, and another one only if that server allows it',
  text: [
    'Your browser keeps your cookies for all websites, so a page must not read what another website would show you.',
    'The browser compares the origin of the page with the origin of the URL: scheme, host and port. If all three are the same, the page can read the response.',
    'If they differ, the server has to allow the page with a header, and this server sends none.',
  ],
  control: {
    kind: 'text',
    label: 'The URL that the page fetches',
    choices: [
      { value: 'https://api.shop.example/prices', label: 'another host' },
      { value: 'https://shop.example/prices', label: 'the same three' },
      { value: 'https://shop.example:443/prices', label: 'with the default port' },
      { value: 'https://shop.example:8443/prices', label: 'another port' },
      { value: 'HTTPS://Shop.Example/prices', label: 'in capital letters' },
      { value: 'http://shop.example/prices', label: 'another scheme' },
    ],
  },
  first: 'https://api.shop.example/prices',
  question: 'Can the page read the response?',
  steps: ['same-origin-shortcut'],
  open: 'Open this call in the lab',
  spec: {
    text: 'HTML: same origin',
    href: 'https://html.spec.whatwg.org/multipage/browsers.html#same-origin',
  },
  document: 'docs/origins.md',
}
