import { defineCommand } from '../command/command.ts'
import { UsageError } from '../command/usage-error.ts'
import { EXPLAIN_FLAGS } from '../explain/flags.ts'
import { EXPLAIN_SCHEMA } from '../explain/schema.ts'

export const explain = defineCommand({
  name: 'explain',
  summary: 'Says why a call is blocked, and what to change',
  details: [
    'With URL, --curl or --fetch, the server is really asked, as a browser would ask it: a preflight if the call needs one, then the call itself, and a safe call up to three more times as other origins. No redirect is followed where a browser would not, and no response may take longer than --timeout. With --policy, nothing is sent.',
    '--curl, --fetch, --console and --har take - for standard input. A recording or a message does not always decide: then what is missing is named.',
    'The exit status is 0 if the page can read the response, 1 if it cannot, and 3 if the server does not answer. Secrets in URLs and headers are printed as ***.',
  ],
  positionals: { url: { summary: 'The URL that the page fetches', isOptional: true } },
  flags: EXPLAIN_FLAGS,
  formats: ['json', 'markdown'],
  examples: [
    {
      line: 'corsage explain https://api.example.com/users --page https://app.example.com -X PUT --policy src/policy.ts',
      does: 'Explains a call against a policy, before it is deployed',
    },
    {
      line: `corsage explain --console "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status."`,
      does: 'Says what a message of Chrome means',
    },
  ],
  schema: EXPLAIN_SCHEMA,
  run: async ({ positionals: { url }, flags }, context) => {
    const given = {
      URL: url,
      '--curl': flags.curl,
      '--fetch': flags.fetch,
      '--har': flags.har,
      '--console': flags.console,
    }
    const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    if (names.length > 1) throw new UsageError(`${names[0]} and ${names[1]} are both given`, 'Type one of them')
    const text = async (value: string): Promise<string> => (value === '-' ? await context.readInput() : value)
    if (flags.har !== undefined) {
      const { explainHar } = await import('../explain/har.ts')
      return await explainHar(flags.har, context)
    }
    if (flags.console !== undefined) {
      const { explainConsole } = await import('../explain/console.ts')
      return await explainConsole(await text(flags.console), flags)
    }
    const { explainCall } = await import('../explain/call.ts')
    if (flags.curl !== undefined) return await explainCall('curl', await text(flags.curl), flags, context)
    if (flags.fetch !== undefined) return await explainCall('fetch', await text(flags.fetch), flags, context)
    if (url !== undefined) return await explainCall('url', checkedUrl(url), flags, context)
    throw new UsageError(
      'explain needs something to explain',
      'Type a URL with --page ORIGIN, or one of --curl, --fetch, --har and --console',
    )
  },
})

function checkedUrl(typed: string): string {
  if (/^https?:\/\//i.test(typed) && URL.canParse(typed)) return typed
  const meant = /^[\w.-]+(:\d+)?(\/|$)/.test(typed) ? `https://${typed}` : 'https://api.example.com/users'
  throw new UsageError(
    `URL is ${JSON.stringify(typed)}, expected one that begins with https:// or http://`,
    `Type corsage explain ${meant}`,
  )
}
