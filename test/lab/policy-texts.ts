import { EXAMPLES } from '../../lab/page/scene/examples.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { AUDIT_ROWS } from '../portable/support/audit-rows.ts'

/** A policy that tries to get out of its literal, its comments, and its lines. */
export const HOSTILE_POLICY = `// </script> */ globalThis.broken = 1 \u2028 globalThis.broken = 2 // \u202E
cors({
  /* it's "quoted"
     over two lines */
  "origin": ["https://app.example.com", 'https://\\u0061dmin.example.com'], // the shop's \u2029 globalThis.broken = 3
  allowHeaders: [
    'x-it\\'s', // \${globalThis.broken = 4}
    "x-\`a\`",
    /* last */
  ],
  'allowMethods': ['PUT', /* carts */ "DELETE"], maxAge: 6_00,
  credentials: true
})`

/** Policies as visitors write them: a row for each weakness that a literal can have, and some more. */
export const POLICY_TEXTS: readonly string[] = [
  ...new Set([
    DEFAULT_SCENE.policy,
    ...EXAMPLES.map(({ scene }) => scene.policy),
    HOSTILE_POLICY,
    "{ origin: '*' }",
    "{ origin: '*', cookieless: true, enforce: true }",
    "{ origin: ['https://a.example', 'http://localhost:*'], dangerouslyReflectHeaders: true, preflightStatus: 200 }",
    ...AUDIT_ROWS.flatMap(({ options }) =>
      typeof options.origin === 'function' ? [] : JSON.stringify(options, null, 2),
    ),
  ]),
]
