/** The words of the lab that a newcomer may not know. The key is how the word is found in sentences. */
export const GLOSSARY: Readonly<Record<string, string>> = {
  preflight:
    'A question that the browser sends before the request: an OPTIONS request that asks the server whether the page may use the method and the headers.',
  origin:
    'Scheme, host and port of a page, such as https://app.example.com. Two pages with the same three are of the same origin.',
  'cross-origin': 'From a page of one origin to a URL of another one.',
  credentials:
    'Cookies, HTTP logins and client certificates. The browser sends them to another origin only if the call asks for it, and then the server has to allow the page by name.',
  'no-cors':
    'A mode in which the request is sent, but the page can read nothing of the response. It does not solve CORS problems.',
  'same-origin': 'Of the same scheme, host and port as the page.',
  wildcard: 'The value *, which stands for every origin, method or header, but not for calls with credentials.',
  safelisted:
    'Allowed without asking the server, because a plain HTML form could always send it: GET, HEAD, POST, and a few headers.',
  opaque: 'A response that hides its status, headers and body from the page.',
  'network error': 'What the page gets in place of a response: fetch() rejects with a TypeError that does not say why.',
  redirect:
    'An answer that names another address, which the browser then asks. With `error`, the call fails there; with `manual`, the page gets a response that it cannot read.',
  keepalive: 'Lets a call go on after its page is closed. Browsers limit the bodies of these calls to 64 KiB together.',
  policy: 'The options of Corsage: which pages may call this server, and how.',
}
