/** What is known about a finding besides what was seen. */
interface Code {
  /** What to change, without a period; by default the words of the audit rule. */
  readonly fix?: string
  /** Standards and weaknesses; by default those of the audit rule. */
  readonly references?: readonly string[]
  /** The rule of docs/audit.md about the same thing. */
  readonly rule?: string
}

const WHOLE = 'Compare whole origins with a list: https://app.example.com'
const VARY = 'Send Vary: Origin with every answer, also to pages that are refused and to requests without Origin'
const ONE_OWNER = 'Let one layer send one value: the origin of the page, or *'
const RANGES = ['CWE-183', 'CWE-625'] as const

/** The findings of the probe. docs/probe.md has a section for each. */
export const CODES = {
  'any-origin-with-credentials': {
    fix: 'List the origins that may read with cookies, or leave Access-Control-Allow-Credentials out',
    references: ['CWE-942', 'CWE-346', 'ASVS 3.4.2'],
  },
  'any-origin-sends-with-credentials': {
    fix: 'Answer preflights with the origins of the list only, and protect writes against CSRF',
    references: ['CWE-942', 'CWE-352'],
  },
  'null-origin-with-credentials': {
    fix: 'Refuse the origin null: every sandboxed frame has it',
    references: ['CWE-346', 'CWE-942'],
  },
  'origin-prefix': { fix: WHOLE, references: ['CWE-183', 'CWE-777'] },
  'origin-suffix': { fix: WHOLE, references: RANGES },
  'origin-part': { fix: WHOLE, references: RANGES },
  'origin-dot': { fix: 'Escape the dots of the RegExp, or compare whole origins with a list', references: ['CWE-185'] },
  'origin-character': { fix: WHOLE, references: ['CWE-185', 'CWE-777'] },
  'origin-top-level': { fix: WHOLE, references: RANGES },
  'tenant-origin': { rule: 'O-07' },
  'subdomain-origin': { rule: 'O-08' },
  'insecure-origin': { rule: 'O-09' },
  'loopback-origin': { rule: 'O-11' },
  'private-origin': { rule: 'O-12' },
  'app-origin': { rule: 'O-19' },
  'other-port': { fix: 'Compare the port as well', references: ['CWE-346'] },
  'origin-case': { fix: 'Compare origins as they are: browsers send them in lower case', references: ['Fetch'] },
  'null-origin': { fix: 'Refuse the origin null: every sandboxed frame has it', references: ['CWE-346'] },
  'any-origin': {
    fix: 'Leave it so if the answer is public and depends on nothing but the URL; otherwise list the origins',
    references: ['CWE-942'],
  },
  'wildcard-with-credentials': {
    fix: 'Leave Access-Control-Allow-Credentials out; or list the origins, and send the origin of the page',
    references: ['Fetch'],
  },
  'wildcard-list-with-credentials': {
    fix: 'List the names: with credentials, * is a name like any other',
    references: ['Fetch'],
  },
  'allow-origin-multiple': { fix: ONE_OWNER, references: ['Fetch'] },
  'allow-origin-invalid': { fix: `${ONE_OWNER}; and leave the header out for other pages`, references: ['Fetch'] },
  'credentials-invalid': {
    fix: 'Send Access-Control-Allow-Credentials: true once, or not at all',
    references: ['Fetch'],
  },
  'credentials-on-refused': {
    fix: 'Leave Access-Control-Allow-Credentials out of answers to pages that are refused',
    references: ['CWE-942'],
  },
  'expected-origin-refused': { fix: 'Add the origin to the list', references: ['Fetch'] },
  'exposes-all': { rule: 'E-02' },
  'echoes-request-headers': { fix: 'List the headers that pages need', references: ['CWE-200'] },
  'vary-missing': { fix: VARY, references: ['CWE-349', 'CWE-525'] },
  'vary-ignored': {
    fix: 'Put Origin into the key of the cache, or answer with Cache-Control: private',
    references: ['CWE-349', 'CWE-525'],
  },
  'vary-star': { fix: 'Name the headers that the answer depends on, such as Origin', references: ['RFC 9110'] },
  'vary-needless': { fix: 'Leave Origin out of Vary, so that caches keep one answer', references: ['RFC 9110'] },
  'vary-duplicate': { fix: 'Name Origin in Vary once', references: ['RFC 9110'] },
  'shared-cache': { rule: 'V-02' },
  'error-without-headers': {
    fix: 'Send the headers with errors as well: put CORS in front of everything that answers',
    references: ['Fetch'],
  },
  redirects: { fix: 'Call the last URL, or send the headers with every redirect', references: ['Fetch'] },
  'preflight-needs-auth': {
    fix: 'Answer preflights before the login is checked: browsers send them without cookies and tokens',
    references: ['Fetch', 'ASVS 3.5.2'],
  },
  'preflight-redirect': { fix: 'Answer preflights at the URL itself', references: ['Fetch'] },
  'preflight-status': { fix: 'Answer preflights with the status 204', references: ['Fetch'] },
  'preflight-unanswered': {
    fix: 'Answer OPTIONS, if pages should send more than simple requests',
    references: ['Fetch'],
  },
  'preflight-list-invalid': { fix: 'Write the list as names with commas between them', references: ['Fetch'] },
  'preflight-vary': {
    fix: 'Send Vary: Origin, Access-Control-Request-Headers with answers to preflights',
    references: ['RFC 9110'],
  },
  'any-method': { fix: 'List the methods that pages need', references: ['CWE-183'] },
  'any-header': { rule: 'H-03', fix: 'List the headers that pages need' },
  'proxy-header': { rule: 'H-04' },
  'max-age-capped': { rule: 'A-03', fix: 'Send Access-Control-Max-Age: 600' },
  'max-age-invalid': { fix: 'Send a whole number of seconds from 0 to 86400', references: ['Fetch'] },
  'private-network': { fix: 'Leave Access-Control-Allow-Private-Network out', references: ['CWE-942'] },
  'options-swallowed': {
    fix: 'Take a request for a preflight only if it has Origin and Access-Control-Request-Method',
    references: ['Fetch'],
  },
  'unstable-permission': {
    fix: 'Remove the flags g and y from the RegExp, or compare whole origins with a list',
    references: ['CWE-185'],
  },
  'length-without-content': {
    fix: 'Leave Content-Length out of answers with the status 204',
    references: ['RFC 9110'],
  },
} as const satisfies Readonly<Record<string, Code>>

export type ProbeCode = keyof typeof CODES

export function codeOf(code: ProbeCode): Code {
  return CODES[code]
}
