/** One property of the responses in one situation: with Corsage, and with the libraries that differ. */
export interface Difference {
  readonly situation: string
  readonly what: string
  readonly ours: string
  /** The property with other libraries, by name. */
  readonly theirs: Readonly<Record<string, string>>
}

const INTRODUCTION = `# Where other libraries differ

Where [hono/cors](https://hono.dev/docs/middleware/builtin/cors), Express' [cors](https://github.com/expressjs/cors), [@fastify/cors](https://github.com/fastify/fastify-cors) and Python's [django-cors-headers](https://github.com/adamchainz/django-cors-headers) answer differently from Corsage, with the options that all of them have: a list of exact origins, methods, request headers, response headers, max-age, with credentials and without. \`npm run test:hosts\` writes and checks this page by sending the same requests to each: the origins of the attack corpus, preflights, actual requests, and other OPTIONS requests. django-cors-headers is version 3.14.0 of Debian; it gets the origins that browsers can send. From 4.3.0 on, it sends no \`Access-Control-Allow-Credentials\` to refused origins. Go's jub0bs/cors, at the end, is known from its documentation only.

In none of these cases does a browser decide differently: a page that may read an answer of one library may read the answer of all. Patterns, defaults and mistakes in the options make more difference: see [migrating](migrating.md) and [Django](django.md).
`

const JUB0BS = `## Go's jub0bs/cors, from its documentation

[jub0bs/cors](https://pkg.go.dev/github.com/jub0bs/cors) was not run for this page. Its documentation says:

- **the application** (other OPTIONS). It runs, as with Corsage.
- **status** (preflight, a refused origin). Corsage: 204; jub0bs/cors: 403.
- **status** (preflight, a refused method or header). Corsage: 204; jub0bs/cors: 403, or 204 in its debug mode.
- **Access-Control-Allow-Methods, Access-Control-Allow-Headers** (preflight, an allowed origin). Corsage: the lists; jub0bs/cors: the method and the headers that were requested, if all are allowed.
- **requested headers** (preflight). Corsage: any order; jub0bs/cors: sorted and in lower case, as browsers send them. Otherwise, the preflight fails.
- **Vary** (preflight). Corsage: origin; jub0bs/cors: none, because caches do not keep answers to OPTIONS.
- **options**. Both refuse wildcards with credentials and list all mistakes at once. Corsage also takes a predicate for origins; jub0bs/cors takes none on purpose.
`

interface Reason {
  readonly title: string
  readonly sentence: string
  /** Whether this is why Corsage differs there. */
  readonly fits: (situation: string, what: string) => boolean
}

/** The reasons why Corsage differs. The first match counts. */
const REASONS: readonly Reason[] = [
  {
    title: 'Only a preflight is answered for the application',
    sentence:
      'An OPTIONS request with an origin and a requested method is a preflight; any other is the application’s.',
    fits: (situation, what) => situation.startsWith('other OPTIONS') && /^(status|the application)$/.test(what),
  },
  {
    title: 'A preflight is answered with 204',
    sentence: 'The answer has no body. `preflightStatus: 200` gives the other status.',
    fits: (situation, what) => situation.startsWith('preflight') && what === 'status',
  },
  {
    title: 'Vary names only what the answer depends on',
    sentence:
      'The lists are the same whatever a preflight asks for, so caches need not keep one copy for each question.',
    fits: (_situation, what) => what === 'Vary',
  },
  {
    title: 'Only preflights get the lists of a preflight',
    sentence: 'Browsers read these headers in the answer to a preflight only.',
    fits: (situation) => /^other OPTIONS.* an allowed/.test(situation),
  },
  {
    title: 'Preflights get no list of exposed headers',
    sentence: 'Browsers do not read it there.',
    fits: (situation, what) => situation.startsWith('preflight, an allowed') && what.includes('Expose'),
  },
  {
    title: 'A refused origin gets no permission',
    sentence:
      'One `Access-Control-Allow-Origin` from an upstream or a CDN would complete the permission that the other headers begin.',
    fits: (situation) => situation.includes('a refused origin'),
  },
  {
    title: 'A request without an origin gets no permission',
    sentence: 'It does not ask for any.',
    fits: (situation) => situation.includes('no origin'),
  },
]

/** Writes the document. Throws if a difference has no reason. */
export function renderDocument(libraries: readonly string[], differences: readonly Difference[]): string {
  const lines = groupBy(differences, reasonOf)
  const sections = REASONS.filter((reason) => lines.has(reason)).map(
    (reason) => `## ${reason.title}\n\n${reason.sentence}\n\n${renderLines(libraries, lines.get(reason)!)}\n`,
  )
  return [INTRODUCTION, ...sections, JUB0BS].join('\n')
}

function reasonOf({ situation, what, ours, theirs }: Difference): Reason {
  const reason = REASONS.find(({ fits }) => fits(situation, what))
  if (!reason) throw new Error(`No reason for ${situation}, ${what}: ${ours}, ${JSON.stringify(theirs)}`)
  return reason
}

/** A line for each set of situations, with everything that is answered in the same way there. */
function renderLines(libraries: readonly string[], differences: readonly Difference[]): string {
  const answersOf = ({ ours, theirs }: Difference): string =>
    ['Corsage', ...libraries.filter((name) => name in theirs)]
      .map((name) => `${name}: ${theirs[name] ?? ours}`)
      .join('; ')
  const byHeader = groupBy(differences, (difference) => `${difference.what} ${answersOf(difference)}`)
  const lines = groupBy([...byHeader.values()], (same) => {
    const situations = same.map(({ situation }) => situation).join('; ')
    return `(${situations}). ${answersOf(same[0]!)}`
  })
  return Array.from(lines, ([line, rows]) => `- **${rows.map((same) => same[0]!.what).join(', ')}** ${line}`).join('\n')
}

function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
