import { type Automaton, createAutomaton } from './automaton.ts'
import { readRegex } from './parse.ts'
import { TooComplex } from './search.ts'

/** Expressions of this library's own, in the notation of {@link readRegex}. Each one is a language of origins. */

const LABEL = String.raw`[a-z\d_-]+`
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`
/** A last label that the URL parser does not take for a number (https://url.spec.whatwg.org/#ends-in-a-number-checker). */
const LAST = String.raw`(?:(?:[1-9]\d*|0\d+)?[a-z_-]|0(?:[a-wyz_-]|x[\da-f]*[g-z_-]))[a-z\d_-]*`
const DOMAIN = String.raw`(?:${LABEL}\.)*${LAST}`
const PORT = String.raw`(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?`

/** Domains of other people, in the order in which they serve as a witness. */
const STRANGERS = String.raw`(?:.*[.])?attacker\.test`
const REGISTRIES = 'com|net|org|io|co|dev|app|me|xyz|site|info|eu|de|uk|test'

/** The languages that are the same for all expressions, once they were asked for. */
const KNOWN = /* @__PURE__ */ new Map<string, Automaton>()
const MAX_KNOWN = 20

function language(text: string): Automaton {
  const known = KNOWN.get(text)
  if (known) return known
  const part = readRegex(text, 0, Infinity)
  const automaton = typeof part !== 'string' && createAutomaton(part)
  if (!automaton) throw new TooComplex()
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(text, automaton)
  return automaton
}

function literal(text: string): string {
  return text.replaceAll(/[.[\]*+?(){}|\\^$]/g, String.raw`\$&`)
}

/** The origins that browsers send, with `http`, `https` and the given schemes. */
export function browserOrigins(schemes: readonly string[]): Automaton {
  const host = String.raw`(?:${DOMAIN}|(?:${OCTET}\.){3}${OCTET}|\[::1\])`
  return language(`^(?:${['https', 'http', ...schemes].map(literal).join('|')})://${host}${PORT}$`)
}

/** Origins that no browser sends, because they name the default port. */
export function defaultPorts(): Automaton {
  return language('^(?:http://.*:80|https://.*:443)$')
}

/** The origins of a domain and of everything below the domain. */
export function below(domains: readonly string[]): Automaton {
  return language(
    domains.length ? String.raw`^[^:]+://(?:[^/]*\.)?(?:${domains.map(literal).join('|')})(?::\d+)?$` : '^[^a-z]$',
  )
}

/** The origins that strangers can have: first a domain that reads as one, then any domain that a registry sells. */
export function strangers(domains: readonly string[]): readonly Automaton[] {
  const registries = domains.map((domain) => domain.slice(domain.lastIndexOf('.') + 1)).filter((end) => !/\d/.test(end))
  const ends = [...new Set([...registries, ...REGISTRIES.split('|')])].map(literal).join('|')
  return [
    language(String.raw`^[^:]+://${STRANGERS}(?::\d+)?$`),
    language(String.raw`^[^:]+://[a-z\d][^/:]*\.(?:${ends})(?::\d+)?$`),
    language(String.raw`^[^:]+://203\.0\.113\.\d+(?::\d+)?$`),
  ]
}

/** What patterns of this library match, as in compileOriginSet(). */
export function patternOrigins(patterns: readonly string[]): Automaton {
  const spelled = patterns.map((pattern) => {
    const [scheme = '', host = ''] = pattern.split('://')
    const before = host.startsWith('*.') ? String.raw`(?:${LABEL}\.)+` : ''
    return `${literal(scheme)}://${before}${literal(host.replace(/^\*\./, '').replace(/:\*$/, ''))}`
  })
  const either = (isAtAnyPort: boolean): string =>
    spelled.filter((_text, at) => patterns[at]!.endsWith(':*') === isAtAnyPort).join('|') || '[^a-z]'
  return language(`^(?:(?:${either(false)})|(?:${either(true)})${PORT})$`)
}

/** Origins whose pages anyone on the network can forge. */
export function insecureOrigins(): Automaton {
  return language('^http://')
}

/** Origins of this machine. */
export function loopbackOrigins(): Automaton {
  return language(String.raw`^[^:]+://(?:(?:.*\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$`)
}

/** Origins whose host is a name, not an address. */
export function names(): Automaton {
  return language('^[^:]+://[a-z_-]|^[^:]+://[^:]*[a-z_-]')
}
