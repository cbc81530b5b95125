import type { Claim } from './claim.ts'

const DECIDE = 'src/server/decide.ts'
const HEADERS = 'src/server/headers.ts'
const PREFLIGHT = 'src/server/preflight.ts'

/** The guarantee about policies and prototypes. */
export const POLICIES: readonly Claim[] = [
  {
    guarantee: 'A policy is frozen',
    mutations: [
      [
        'a policy can be changed',
        'src/cors.ts',
        'return Object.freeze<CorsPolicy>({',
        'return Object.seal<CorsPolicy>({',
      ],
      [
        'the options of a policy can be changed',
        'src/cors.ts',
        'options: Object.freeze({ ...policy.options,',
        'options: ({ ...policy.options,',
      ],
      [
        'the lists of a policy can be changed',
        'src/policy/compile.ts',
        "return Object.freeze(option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)])",
        "return option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)]",
      ],
      [
        'the list of the caller is read later',
        'src/policy/check.ts',
        'given[option] = [...given[option]]',
        'given[option] = given[option]',
      ],
      ['a decision can be changed', DECIDE, 'return Object.freeze({\n    kind', 'return ({\n    kind'],
      ['preflights share a response', PREFLIGHT, 'if (ready) return ready.clone()', 'if (ready) return ready'],
      [
        'preflights of unlisted origins share a response',
        PREFLIGHT,
        "const response = templates.get('*')!.clone()",
        "const response = templates.get('*')!",
      ],
      [
        'answers as data share their lines',
        HEADERS,
        '.map(([name, value]) => [name, value || allowedOrigin])',
        '.map((one) => Object.assign(one, [one[0], one[1] || allowedOrigin]))',
      ],
      [
        'refusals as data share their lines',
        HEADERS,
        '(refused ? NOT_STORED : allowedOrigin ? given : []).map(([name, value]) => [name, value || allowedOrigin])',
        'refused ? NOT_STORED : (allowedOrigin ? given : []).map(([name, value]) => [name, value || allowedOrigin])',
      ],
      ['the Vary of one response reaches the next', 'src/server/decorate.ts', '  givenVary = null\n', ''],
      [
        'the foreign headers of one response reach the next',
        'src/server/decorate.ts',
        '  foreign = undefined as string[] | undefined\n',
        '',
      ],
      [
        'the prototype sets options of responses',
        'src/runtime/unpolluted.ts',
        'return { __proto__: null, ...members }',
        'return { ...members }',
      ],
      [
        'the prototype has rules for options',
        'src/policy/check.ts',
        'return Object.hasOwn(rules, option) ? unpolluted(rules[option]) : undefined',
        'return rules[option]',
      ],
      [
        'the prototype makes promises',
        'src/runtime/promise.ts',
        ' && then !== ({} as { readonly then?: unknown }).then',
        '',
      ],
      [
        'the prototype sets the options of the caller',
        'src/policy/check.ts',
        'return unpolluted({ ...(typeof',
        'return ({ ...(typeof',
      ],
      [
        'the prototype turns options into a policy',
        'src/csrf/protect.ts',
        'return Object.hasOwn(Object(value), name)',
        'return name in Object(value)',
      ],
    ],
  },
]
