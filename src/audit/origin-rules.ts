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
    'Leave dangerouslyAllowNullOrigin out, and serve the page from an origin that you list',
  ],
  'O-07': [
    'high',
    2,
    'CWE-346, CWE-942',
    'Anybody can publish below this suffix',
    'List your hosts, or give previews a domain of your own',
  ],
  'O-08': [
    'high',
    2,
    'CWE-346',
    'Any host below the domain, also a forgotten one, can read the data of your users',
    'List the hosts, or leave credentials out',
  ],
  'O-09': [
    'high',
    2,
    'CWE-319, CWE-346',
    'Whoever is on the network can be an http origin, and reads the data of your users',
    'Write https',
  ],
  'O-10': ['medium', 2, 'CWE-319', 'Whoever is on the network can be an http origin', 'Write https'],
  'O-11': [
    'high',
    2,
    'CWE-489, CWE-942',
    "Any program on a visitor's machine can have this origin",
    'List loopback origins in development only',
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
    'A predicate decides, so that nobody can read off who is allowed',
    'List the origins if you can; else compare whole hosts, and test it with hostile ones',
  ],
  'O-15': [
    'high',
    2,
    'CWE-183, CWE-185, CWE-625',
    'The predicate allows an origin that a stranger can have',
    'Compare the scheme and the whole host: scheme === "https" && host === "app.example.com"',
  ],
  'O-16': ['medium', 2, 'CWE-319', 'The same host is listed with https', 'Remove the http one'],
  'O-17': [
    'info',
    2,
    'CWE-346',
    'Sites of another domain can act as your users',
    'Note who owns them, and why they are listed',
  ],
  'O-18': ['low', 2, 'CWE-1126', 'More is listed than need be', 'Remove it'],
  'O-19': [
    'medium',
    2,
    'CWE-346',
    'Any app in this shell has this origin, and an extension can change hands',
    'Leave credentials out, and let apps send a token',
  ],
  'O-21': [
    'high',
    2,
    'CWE-942',
    'Any origin may read what is not public',
    'List the origins, write cookieless: true, or keep what is private off this policy',
  ],
  'R-01': ['info', 2, 'CWE-346', 'Pages of origins that are not allowed call this', 'List those that are yours'],
  'V-02': [
    'high',
    2,
    'CWE-349, CWE-525',
    'A cache that ignores Vary hands the permission of one origin to another',
    'Answer with Cache-Control: private, or decorate behind the cache',
  ],
  'X-01': [
    'high',
    2,
    'CWE-942',
    'Something else sets CORS headers too, which were removed',
    'Remove them there: let the policy be the only owner',
  ],
}
