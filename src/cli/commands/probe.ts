import { defineCommand } from '../command/command.ts'
import { PROBE_SCHEMA } from './probe-schema.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const probe = defineCommand({
  name: 'probe',
  summary: 'Asks an endpoint what it allows, and says whether that is dangerous',
  details: [
    'It sends GET and OPTIONS with many origins, one request after another, and judges each answer as a browser does. It first says how many requests it will send. Probe only servers that you are allowed to test.',
    'No redirect is followed, and nothing is sent twice. Preflights are sent without the headers of -H, as browsers do. docs/probe.md explains every finding.',
    'The exit status is 1 if there are findings (see --fail-on), and 3 if the server does not answer.',
  ],
  positionals: { url: { summary: 'The URL of the endpoint' } },
  flags: {
    origin: {
      value: 'ORIGIN',
      isRepeatable: true,
      summary: 'Names an origin that should be allowed; tricks are derived from the first',
    },
    header: {
      short: 'H',
      value: 'LINE',
      isRepeatable: true,
      summary: 'Adds a header, such as a cookie of a session; its value is masked in all outputs',
    },
    method: {
      short: 'X',
      value: 'METHOD',
      choices: METHODS,
      fallback: 'GET',
      summary: 'Sends another method instead of GET, which may change data',
    },
    'max-requests': { value: 'NUMBER', fallback: '60', summary: 'Sets the most requests, from 3 to 1000' },
    rate: {
      value: 'NUMBER',
      summary: 'Sets the most requests in a second, instead of 10, or of no limit on this machine',
    },
    timeout: { value: 'SECONDS', fallback: '5', summary: 'Sets the longest time for an answer' },
    'allow-private': { summary: 'Allows a name that has a private address; an address that you type is allowed' },
    'dry-run': { summary: 'Prints the requests as curl lines, and sends none' },
    'fail-on': {
      value: 'SEVERITY',
      choices: ['critical', 'high', 'medium', 'low'],
      fallback: 'medium',
      summary: 'Sets the lowest severity that makes the exit status 1; info never does',
    },
  },
  formats: ['json', 'sarif', 'markdown'],
  examples: [
    {
      line: 'corsage probe http://localhost:3000/me --origin https://app.example.com',
      does: 'Probes an endpoint whose data are for one app only',
    },
    {
      line: `corsage probe http://localhost:3000/me -H 'Cookie: session=1234' --fail-on high --sarif > probe.sarif`,
      does: 'Probes with the cookie of a login, for code scanning',
    },
  ],
  schema: PROBE_SCHEMA,
  run: async ({ positionals, flags }, context) => {
    const { runProbe } = await import('../probe/run-probe.ts')
    return await runProbe(positionals.url, flags, context)
  },
})
