/** One thing that answers show in one situation: with Corsage, and with the libraries where it is another. */
export interface Difference {
  readonly situation: string
  readonly what: string
  readonly ours: string
  /** By the name of the library. */
  readonly theirs: Readonly<Record<string, string>>
}

const INTRODUCTION = `# Where other libraries differ

What [hono/cors](https://hono.dev/docs/middleware/builtin/cors), Express' [cors](https://github.com/expressjs/cors) and [@fastify/cors](https://github.com/fastify/fastify-cors) do otherwise than Corsage, with options that all of them have: a list of whole origins, methods, request headers, response headers, max-age, with credentials and without. Found, and checked with every \`npm run test:hosts\`, by sending the same requests to each: the origins of the attack corpus, preflights, actual requests, other OPTIONS requests.

In none of these cases does a browser decide otherwise: a page that may read an answer of one of them may read that of all. A dash is what Corsage does. Patterns, defaults and slips in the options are where they differ more: see the [README](../README.md#migrating).
`

/** Why Corsage does otherwise, the first that fits. */
const REASONS: readonly (readonly [situation: RegExp, what: RegExp, reason: string])[] = [
  [
    /^other OPTIONS/,
    /^(status|the application)$/,
    'Only OPTIONS with an origin and a requested method is a preflight; any other is the application’s.',
  ],
  [/./, /^Vary$/, 'The lists are the same whatever is asked for: caches need not keep one for each question.'],
  [/^other OPTIONS.* an allowed/, /./, 'No preflight, so no answer to one.'],
  [/^preflight, an allowed/, /Expose/, 'Browsers do not read it there.'],
  [
    /a refused origin/,
    /./,
    'A refused origin hears nothing: one `Access-Control-Allow-Origin` of an upstream or a CDN would complete the permission.',
  ],
  [/no origin/, /./, 'Who sends no origin asks for no permission.'],
]

/** The document; a difference without a reason is an error. */
export function renderDocument(libraries: readonly string[], differences: readonly Difference[]): string {
  const rows = differences.map(({ situation, what, ours, theirs }) => {
    const reason = REASONS.find(([where, which]) => where.test(situation) && which.test(what))?.[2]
    if (!reason) throw new Error(`No reason for ${situation}, ${what}: ${ours}, ${JSON.stringify(theirs)}`)
    return [situation, what, ours, ...libraries.map((name) => theirs[name] ?? '–'), reason]
  })
  return `${INTRODUCTION}\n${renderTable([['when', 'what', 'Corsage', ...libraries, 'why'], ...rows])}`
}

function renderTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('')
}
