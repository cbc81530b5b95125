import type { GLOSSARY } from '../words/glossary.ts'

/** The words of the tabs about a policy, which a newcomer may not know. They load with the tabs. */
export const POLICY_WORDS: typeof GLOSSARY = {
  csrf: 'Cross-site request forgery: another site lets the browser of your user send a request with the cookies of this user.',
  maxage: 'The option that says for how many seconds a browser may remember the answer to a preflight.',
  'public suffix list': 'A list of the domains below which strangers can have a name, such as github.io.',
}
