import { passesCorsCheck, passesPreflight } from '../../portable/support/browser.ts'
import type { Case } from './cases.ts'
import type { CommonOptions } from './libraries.ts'

/** The observed properties of a response, by their names in `docs/differences.md`. */
export type Observation = Readonly<Record<string, string>>

/** Observes a response, in words that do not depend on the origin or the lists. */
export async function observe(response: Response, sent: Case, options: CommonOptions): Promise<Observation> {
  const request = new Request('https://api.example/', sent)
  const isRun = (await response.text()) === 'data'
  const origin = request.headers.get('Origin')
  const isPreflight = kindOf(request) === 'preflight'
  const passes =
    origin !== null &&
    (isPreflight
      ? passesPreflight(request, response, options.credentials)
      : passesCorsCheck(origin, response, options.credentials))
  const lists: Readonly<Record<string, readonly string[]>> = {
    'Access-Control-Allow-Methods': options.allowMethods,
    'Access-Control-Allow-Headers': options.allowHeaders,
    'Access-Control-Expose-Headers': options.exposeHeaders,
    'Access-Control-Max-Age': [String(options.maxAge)],
    'Access-Control-Allow-Credentials': ['true'],
    'Access-Control-Allow-Origin': [origin ?? ''],
  }
  const shown = Object.entries(lists).map(([name, list]) => [name, show(response.headers.get(name), list)])
  return {
    'the browser': passes ? 'lets the page read' : 'refuses',
    'the application': isRun ? 'runs' : 'does not run',
    status: String(response.status),
    ...(Object.fromEntries(shown) as Observation),
    Vary: elements(response.headers.get('Vary')).toSorted().join(', ') || 'none',
  }
}

/** Describes a request in the words of the document. */
export function situationOf(sent: Case, { origin: listed }: CommonOptions): string {
  const request = new Request('https://api.example/', sent)
  const origin = request.headers.get('Origin')
  const from = origin === null ? 'no origin' : listed.includes(origin) ? 'an allowed origin' : 'a refused origin'
  return `${kindOf(request)}, ${from}`
}

function kindOf({ method, headers }: Request): string {
  if (method !== 'OPTIONS') return 'actual request'
  return headers.has('Origin') && headers.get('Access-Control-Request-Method') ? 'preflight' : 'other OPTIONS'
}

function show(value: string | null, list: readonly string[]): string {
  if (value === null) return 'none'
  return elements(value).toSorted().join() === elements(list.join()).toSorted().join() ? 'sent' : 'another'
}

function elements(value: string | null): string[] {
  return (value ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((element) => element.trim() || [])
}
