import type { Rule } from './catalogue.ts'

/** The rules about who may read, and about caches and layers that share it further. */
export type OriginRuleId =
  | 'O-03'
  | 'O-07'
  | 'O-08'
  | 'O-09'
  | 'O-10'
  | 'O-11'
  | 'O-12'
  | 'O-13'
  | 'O-14'
  | 'O-15'
  | 'O-16'
  | 'O-17'
  | 'O-18'
  | 'O-19'
  | 'O-21'
  | 'R-01'
  | 'V-02'
  | 'X-01'

/** Of each {@link OriginRuleId}, what it says. */
export const ORIGIN_RULES: { readonly [Id in OriginRuleId]: Rule } = {
  'O-03': [
    'high',
    2,
    'CWE-942, CWE-346',
    'Any page can have the origin null, so the list keeps nobody out',
    'Serve the page from an origin that you list',
  ],
  'O-07': [
    'high',
    2,
    'CWE-346, CWE-942',
    'Anybody can publish below this suffix',
    'List the hosts, or write a domain of your own',
  ],
  'O-08': [
    'high',
    2,
    'CWE-346',
    'Any host below the domain, also a forgotten one, can read the data of your users',
    'List the hosts, or leave credentials out',
  ],
  'O-09': ['high', 2, 'CWE-319, CWE-346', 'Whoever is on the network can be an http origin', 'Write https'],
  'O-10': ['medium', 2, 'CWE-319', 'Whoever is on the network can be an http origin', 'Write https'],
  'O-11': [
    'high',
    2,
    'CWE-489, CWE-942',
    "Any program on a visitor's machine can have this origin",
    'List it in development only',
  ],
  'O-12': [
    'medium',
    2,
    'CWE-346, CWE-350',
    'Any network can have this private name or address',
    'Write a public name with https',
  ],
  'O-13': [
    'medium',
    2,
    'CWE-672',
    'A stranger can take this name once the site is deleted',
    'Write a domain of your own',
  ],
  'O-14': [
    'high',
    2,
    'CWE-697, CWE-183',
    'Nobody can read off whom a predicate allows',
    'List the origins, or compare whole ones',
  ],
  'O-15': [
    'high',
    2,
    'CWE-183, CWE-185, CWE-625',
    'The predicate allows an origin that a stranger can have',
    'Compare whole origins: serialized === "https://app.example.com"',
  ],
  'O-16': ['medium', 2, 'CWE-319', 'The same host is listed with https', 'Remove it'],
  'O-17': ['info', 2, 'CWE-346', 'Sites of another domain can act as your users', 'Note who owns them, and why'],
  'O-18': ['low', 2, 'CWE-1126', 'More is listed than need be', 'Remove it'],
  'O-19': [
    'medium',
    2,
    'CWE-346',
    'Any app can have this origin, and an extension can change hands',
    'Leave credentials out',
  ],
  'O-21': [
    'high',
    2,
    'CWE-942',
    'Any origin may read what is not public',
    'List the origins, or keep it off this policy; for cookies, write cookieless: true',
  ],
  'R-01': ['info', 2, 'CWE-346', 'Origins that are not allowed call this', 'List those that are yours'],
  'V-02': [
    'high',
    2,
    'CWE-349, CWE-525',
    'A cache that ignores Vary hands the permission of one origin to another',
    'Answer with Cache-Control: private',
  ],
  'X-01': ['high', 2, 'CWE-942', 'Something else sets CORS headers too', 'Remove them there'],
}
