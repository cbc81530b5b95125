import type { GLOSSARY } from './glossary.ts'

/** Words that nobody needs before the first verdict. */
export const LATE_WORDS: typeof GLOSSARY = {
  mode: 'What the page may do with the response. With cors, the server has to allow the page. With no-cors, the request is sent, but the page can read nothing. With same-origin, the call fails if the URL is of another origin.',
}
