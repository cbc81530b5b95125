import type { Rule } from './catalogue.ts'

/** The rules about what they may do, for how long, and with which credentials. */
export type TermRuleId =
  | 'A-02'
  | 'A-03'
  | 'A-04'
  | 'M-02'
  | 'M-03'
  | 'M-04'
  | 'M-05'
  | 'H-02'
  | 'H-03'
  | 'H-04'
  | 'H-05'
  | 'E-02'
  | 'E-03'
  | 'E-04'
  | 'C-01'
  | 'C-02'
  | 'C-04'
  | 'C-05'
  | 'F-03'
  | 'F-04'
  | 'F-05'
  | 'F-06'
  | 'F-07'
  | 'F-08'
  | 'J-01'

/** Of each {@link TermRuleId}, what it says. */
export const TERM_RULES: { readonly [Id in TermRuleId]: Rule } = {
  'A-02': [
    'low',
    1,
    'Fetch',
    'Browsers keep an old permission for so many seconds',
    'Leave maxAge out until you are sure',
  ],
  'A-03': ['info', 1, 'Fetch', 'Chromium takes at most 7200 seconds, Safari 600', 'Write 600'],
  'A-04': ['info', 1, 'Fetch', 'Browsers ask again after 5 seconds', 'Write maxAge: 600 once you are sure'],
  'M-02': ['medium', 3, 'CWE-749', 'No route implements this method', 'Remove it'],
  'M-03': ['low', 3, 'CWE-650', 'Browsers send GET, HEAD and POST, listed or not', 'Remove it'],
  'M-04': [
    'high',
    3,
    'CWE-650, CWE-352, ASVS 3.5.3',
    'No browser asks before a GET or HEAD',
    'Make it a POST, behind csrf()',
  ],
  'M-05': ['medium', 3, 'CWE-749', 'Pages may use any method', 'List the methods'],
  'H-02': ['medium', 4, 'CWE-183', 'Pages may send any header', 'List the headers'],
  'H-03': ['high', 4, 'CWE-942, CWE-113', 'Pages may send any header', 'List the headers'],
  'H-04': ['medium', 4, 'CWE-348', 'Pages could speak as your proxy', 'Remove it'],
  'H-05': ['low', 4, 'Fetch', 'Pages may send this header anyway', 'Remove it'],
  'E-02': ['medium', 5, 'CWE-200', 'Pages may read every response header', 'List the headers'],
  'E-03': ['medium', 5, 'CWE-200', 'Pages may read this secret', 'Remove it'],
  'E-04': ['low', 5, 'Fetch', 'Pages may read this header anyway', 'Remove it'],
  'C-01': ['medium', 6, 'ASVS 3.4.2', 'Nothing needs credentials', 'Leave credentials out'],
  'C-02': [
    'high',
    6,
    'CWE-352, ASVS 3.5.1',
    'CORS does not stop a forged POST',
    'Put csrf() before the handler and pass it to audit() as csrf, or write enforce: true',
  ],
  'C-04': ['info', 6, 'Fetch', 'A token in Authorization needs no credentials', 'Leave credentials out'],
  'C-05': [
    'medium',
    6,
    'CWE-1275, CWE-614, CWE-1004',
    'A cookie goes to more places than the policy allows',
    'Set it with Secure, HttpOnly and SameSite=Lax',
  ],
  'F-03': [
    'medium',
    6,
    'CWE-352',
    'A request with cookies that no browser marked may write',
    "Write missing: 'deny-if-ambient'",
  ],
  'F-04': [
    'high',
    6,
    'CWE-346, CWE-348',
    'A client that names its own host may write',
    'Compare Origin with origins that are configured: csrf({ self })',
  ],
  'F-05': ['medium', 6, 'CWE-319', 'Over http browsers do not say which site asks', 'Write https'],
  'F-06': [
    'high',
    6,
    'CWE-1385',
    'CORS does not stop a forged WebSocket',
    'Put csrf() before the handler and pass it to audit() as csrf, or write enforce: true',
  ],
  'F-07': [
    'high',
    6,
    'CWE-352, CWE-346',
    'The guard lets through what another site can send',
    'Compare Origin with origins that are configured: csrf({ self })',
  ],
  'F-08': ['low', 6, 'CWE-352', 'The guard says nothing at once', 'Let check() return { allowed }'],
  'J-01': [
    'high',
    6,
    'CWE-829, ASVS 3.5.6',
    'Any page can read JSONP, with the cookies of its visitor',
    'Answer with CORS, or leave cookies out',
  ],
}
