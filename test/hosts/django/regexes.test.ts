import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { type DjangoImport, fromDjango } from '../../../src/import/index.ts'
import more from '../../data/django/more-regexes.json' with { type: 'json' }
import real from '../../data/django/regexes.json' with { type: 'json' }
import { syncPolicy } from '../../portable/support/requests.ts'
import { MUTATIONS } from './mutations.ts'
import { hasModules, PYTHON } from './python.ts'

const isInstalled = hasModules('django, corsheaders')

/** Hosts that the expressions mean, with the ports they mean. */
const HOSTS = [
  ...[
    'localhost',
    'localhost:3000',
    'app.localhost:3000',
    '127.0.0.1:8000',
    '10.0.0.7:3000',
    '192.168.0.7',
    '[::1]:3000',
  ],
  ...[
    'example.com',
    'www.example.com',
    'app.example.com',
    'app.example.com:8443',
    'a.b.example.com',
    'x.api.example.com',
  ],
  ...['a_b.example.com', '-.example.com', 'example.org', 'app.example.org', 'example-app.com', 'example.co.uk'],
  ...['my-app-1.vercel.app', 'x.github.io', 'x.onrender.com', 'x.up.railway.app', 'example-x.web.app'],
  ...['x--gui-example-org.netlify.app', 'dev', 'xn--bcher-kva.example'],
]

/** Domains whose owner is meant, and who shares names below with tenants in some. */
const OWN =
  /(^|\.)(example\.(com|org|co\.uk)|example-app\.com|vercel\.app|github\.io|onrender\.com|railway\.app|web\.app|netlify\.app|localhost)$/

const originsOf = (hosts: readonly string[]): string[] =>
  hosts.flatMap((host) => ['https://', 'http://'].map((start) => start + host)).filter((origin) => parseOrigin(origin))

/** Origins of hosts that look like those, and that somebody else can have. */
const FOREIGN = originsOf(
  HOSTS.map((host) => host.replace(/:\d+$/, '')).flatMap((host) => {
    const last = /\.(?=[a-z]+$)/
    return [
      `${host}.attacker.test`,
      `evil${host}`,
      host.replace('.', 'x'),
      host.replace(last, '-evil.'),
      host.replace(last, 'x'),
    ]
  }),
)
const ORIGINS = [...new Set([...originsOf(HOSTS), ...FOREIGN, 'capacitor://localhost', 'null'])]

/** Asks Python which strings each expression matches. `null` for an error, and nothing if Python takes too long. */
function askPython(
  asked: readonly (readonly [regex: string, texts: readonly string[]])[],
): readonly (readonly boolean[] | null)[] {
  // Python takes hours for some of these expressions, such as (\w*-*\w*.+)*
  const code = `import json, re, signal, sys, warnings
warnings.simplefilter('ignore')
def late(*_):
    raise TimeoutError
signal.signal(signal.SIGALRM, late)
def matches(regex, texts):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        return [re.match(regex, text) is not None for text in texts]
    except re.error:
        return None
    except TimeoutError:
        return []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
print(json.dumps([matches(*one) for one in json.load(sys.stdin)]))`
  return JSON.parse(
    execFileSync(PYTHON, ['-c', code], {
      input: JSON.stringify(asked),
      encoding: 'utf8',
      timeout: 30_000,
      maxBuffer: 2 ** 26,
    }),
  ) as readonly (readonly boolean[] | null)[]
}

const KNOWN = new Map<string, DjangoImport>()

function importOf(regex: string, credentials: boolean): DjangoImport {
  const key = `${credentials} ${regex}`
  const known =
    KNOWN.get(key) ?? fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [regex], CORS_ALLOW_CREDENTIALS: credentials })
  KNOWN.set(key, known)
  return known
}

function allowedOf({ options }: DjangoImport): readonly boolean[] {
  const policy = syncPolicy(options!)
  return ORIGINS.map((origin) =>
    origin === 'null' ? options?.dangerouslyAllowNullOrigin === true : policy.allowsOrigin(origin),
  )
}

/** The mistakes in what was made of expressions, next to Python. None is expected. */
function mistakesOf(expressions: readonly string[], credentials: boolean): string[] {
  const rows = expressions.map((regex) => ({ regex, found: importOf(regex, credentials) }))
  const witnesses = rows.map(({ found }) =>
    [...found.refusals, ...found.notes].filter(({ witness }) => witness !== undefined),
  )
  const asked = rows.map(
    ({ regex }, at) => [regex, [...ORIGINS, ...witnesses[at]!.map(({ witness }) => witness!)]] as const,
  )
  return askPython(asked).flatMap((matched, at) => {
    const { regex, found } = rows[at]!
    if (!matched)
      return found.refusals.some(({ code }) => /^regex-(invalid|unread)$/.test(code)) ? [] : `${regex} is an error`
    if (!matched.length) return []
    const wrong = witnesses[at]!.filter(
      ({ code }, place) => matched[ORIGINS.length + place] !== (code !== 'regex-predicate'),
    )
    const mistakes = wrong.map(({ code, witness }) => `${regex} has a wrong witness for ${code}: ${witness}`)
    if (found.refusals.some(({ code }) => code === 'regex-invalid')) mistakes.push(`${regex} is no error`)
    if (!found.options) return mistakes
    const allowed = allowedOf(found)
    const different = ORIGINS.filter((_origin, place) => allowed[place] !== matched[place])
    return mistakes.concat(different.map((origin) => `${regex} is different for ${origin}`))
  })
}

describe.skipIf(!isInstalled)('an expression, next to the re of Python', () => {
  const all = [...new Set([...real.map(({ regex }) => regex), ...more])]

  it.each([false, true])('has true witnesses, and allows what it matches, with credentials: %s', (credentials) => {
    expect(all.length).toBeGreaterThan(350)
    expect(mistakesOf(all, credentials)).toEqual([])
  })

  /** What becomes of the mutations, without credentials and with. */
  const OUTCOMES: Readonly<Record<string, readonly [without: string, withCredentials: string]>> = {
    'without $': ['11 equal, 31 refused', '10 equal, 12 refused'],
    'without ^': ['43 equal', '23 equal'],
    'without the scheme': ['9 equal, 28 less, 7 more http', '3 equal, 18 less, 3 refused'],
    'with http': ['4 equal, 14 more http, 1 more, with a note', '1 equal, 8 refused'],
    'with an optional scheme': ['17 equal, 18 more http, 1 more, with a note', '8 equal, 6 more http, 7 refused'],
    'with the first dot unescaped': ['12 equal, 2 more, with a note, 21 refused', '5 equal, 11 refused'],
    'with the last dot unescaped': [
      '15 equal, 19 more, with a note, 1 refused',
      '6 equal, 6 more, with a note, 4 refused',
    ],
    'without the first dot': [
      '3 equal, 9 less, 3 more labels, 2 more, with a note, 18 refused',
      '1 equal, 4 less, 1 more labels, 10 refused',
    ],
    'with .* for a class': [
      '24 equal, 4 more labels, 1 more, with a note',
      '14 equal, 3 more labels, 1 more, with a note',
    ],
    'with .* at the end': ['11 equal, 31 refused', '10 equal, 12 refused'],
    'with an empty alternative': ['48 refused', '28 refused'],
    'with null': ['48 more, with a note', '28 refused'],
  }

  it.each(Object.entries(MUTATIONS))('%s is refused, or means what it says', (name, mutate) => {
    const outcomes = [false, true].map((credentials) => {
      const pairs = real.flatMap(({ regex }) => {
        const after = importOf(regex, credentials).options && mutate(regex)
        return after === undefined ? [] : { regex, after }
      })
      expect(
        mistakesOf(
          pairs.map(({ after }) => after),
          credentials,
        ),
      ).toEqual([])
      const counts: Record<string, number> = {}
      for (const { regex, after } of pairs) {
        const outcome = outcomeOf(importOf(regex, credentials), importOf(after, credentials))
        counts[outcome] = (counts[outcome] ?? 0) + 1
      }
      const rows = Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1))
      return rows.map(([outcome, count]) => `${count} ${outcome}`).join(', ')
    })
    expect(outcomes).toEqual(OUTCOMES[name])
  })
})

/** What a mutation became. */
type Outcome = 'refused' | 'equal' | 'less' | 'more http' | 'more labels' | 'more, with a note' | 'more'

function outcomeOf(before: DjangoImport, after: DjangoImport): Outcome {
  if (!after.options) return 'refused'
  const [was, is] = [allowedOf(before), allowedOf(after)]
  const added = ORIGINS.filter((_origin, at) => is[at] && !was[at])
  if (!added.length) return was.some((allowed, at) => allowed && !is[at]) ? 'less' : 'equal'
  if (after.notes.some(({ code }) => /^(regex-outside|null-origin)$/.test(code))) return 'more, with a note'
  const hosts = added.map((origin) => parseOrigin(origin)!.host)
  if (!hosts.every((host) => OWN.test(host) || /^[\d.[]/.test(host))) return 'more'
  return added.every(
    (origin) => was[ORIGINS.indexOf(origin.replace(/^https?/, (scheme) => (scheme === 'http' ? 'https' : 'http')))],
  )
    ? 'more http'
    : 'more labels'
}
