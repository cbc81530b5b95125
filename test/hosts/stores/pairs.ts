/** Tenants and origins whose names mean something to a store, or that a store may confuse. */

const LONG_HOST = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(50)}.example`

/** Every one is a serialized origin that the strict parser accepts. */
export const ORIGINS = [
  'https://a.example',
  'https://a.example:8443',
  'http://a.example',
  'b://c',
  "app://'or'1'='1",
  'app://a;b--%25$1',
  'app://"(){}_=&,+!',
  `https://${LONG_HOST}`,
  'chrome-extension://gighmmpiobklfepjocnamgkkbiglidom',
] as const

export const TENANTS = [
  ...['acme', 'Acme', 'acme ', ' acme', 'acme\n', 'acme/', 'acme\u200B'],
  // Together with an origin, each of these spells another pair.
  ...['a', 'a ', 'a b', 'a b://c', 'b://c', 'a:', 'a:b', 'a b://c https://a.example'],
  ...[
    "o'brien",
    '"',
    '`',
    '\\',
    "'; DROP TABLE origins; --",
    "' OR '1'='1",
    '?',
    '$1',
    ':tenant',
    '@tenant',
    '{tenant}',
  ],
  ...['%', '_', 'acm%', '%61cme', '%00', '%', '*', 'a*', '[a-c]cme', 'acm?', '{origin}', '$&'],
  ...[
    '.',
    '..',
    '../acme',
    'acme/../b',
    '..\\acme',
    '/acme',
    '//evil.example',
    'acme?b',
    'acme#b',
    'acme&origin=b',
    'a\r\nGET b',
  ],
  ...['1', '01', '1.0', '1e0', 'true', 'null', 'undefined', '__proto__', 'constructor', 'toString'],
  // One letter in two spellings, a sign outside of the first plane, and the sign that stands for what is no character.
  ...['\u00E9', 'e\u0301', '\u{1F490}', '\u212A', 'K', '\uFFFD', '\uFEFF', '\u202E'],
  't'.repeat(150),
]

/** The tenants that stores hold nothing for, although an owner may have written it. */
export const REFUSED_TENANTS = ['acme\0', '\0', '']

export type Pair = readonly [tenant: string, origin: string]

/** The pairs that are allowed: one origin of each tenant. */
export const PAIRS: readonly Pair[] = [...new Set(TENANTS)].map((tenant, index) => [
  tenant,
  ORIGINS[index % ORIGINS.length]!,
])
