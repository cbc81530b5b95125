import type { Flags } from '../command/flag.ts'
import { EXPORT_FLAG } from '../modules/open-policy.ts'

export const EXPLAIN_FLAGS = {
  page: {
    value: 'ORIGIN',
    summary: 'Names the page that makes the call, by its URL or origin; null for an opaque origin',
  },
  method: { short: 'X', value: 'METHOD', summary: 'Sets the method of the call' },
  header: { short: 'H', value: "'NAME: VALUE'", isRepeatable: true, summary: 'Adds a header that the page sets' },
  credentials: { summary: "Makes the call with credentials: 'include'" },
  engine: {
    value: 'ENGINE',
    choices: ['chromium', 'firefox', 'webkit'],
    summary: 'Names the browser that decides; without it, the standard decides',
  },
  curl: { value: 'LINE', summary: "Reads the call from a line of curl, such as a browser's Copy as cURL" },
  fetch: { value: 'CODE', summary: "Reads the call from code with fetch(), such as a browser's Copy as fetch" },
  har: { value: 'FILE', summary: 'Explains the calls in a HAR recording that developer tools exported' },
  console: { value: 'MESSAGE', summary: 'Explains messages from the console of a browser' },
  policy: { value: 'FILE', summary: 'Asks the policy in this file in place of the server' },
  export: EXPORT_FLAG,
  'allow-private': { summary: 'Allows names and redirects that lead to this machine or a private network' },
  timeout: { value: 'SECONDS', fallback: '10', summary: 'Sets how long one response may take' },
} as const satisfies Flags
