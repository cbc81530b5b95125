import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { Rules } from './rule.ts'

/** When each rule applies, in words. Only docs/audit.md is made of them: no bundle holds them. */
export const METHOD_CONDITIONS = {
  'M-02': '`allowMethods` lists a method other than GET, HEAD and POST that none of the `routes` has',
  'M-04': 'a route with `sideEffects` answers GET, HEAD or any method',
  'M-05': '`allowMethods` has a star (`low` with `origin: "*"`)',
} as const

/**
 * Rules about methods. Listing GET, HEAD or POST breaks no rule, although browsers send them without permission, because
 * the list is good documentation, and `enforce` needs it (docs/decisions/0013-listed-methods.md).
 */
export const METHOD_RULES: Rules<keyof typeof METHOD_CONDITIONS> = {
  'M-05': {
    severity: 'medium',
    point: 3,
    references: ['CWE-749'],
    says: 'Pages may use any method',
    fix: 'List the methods that pages need',
    find: {
      // A policy for everybody has nothing that a method could protect.
      method: ({ name }, { isPublic }) => name === '*' && { severity: isPublic ? 'low' : 'medium' },
    },
  },
  'M-02': {
    severity: 'medium',
    point: 3,
    references: ['CWE-749'],
    says: 'No route implements this method',
    fix: 'Remove the method',
    find: {
      method: ({ name }, { routes, routeMethods }) =>
        routes.length > 0 &&
        !['*', ...SAFELISTED_METHODS].includes(name) &&
        !routeMethods.has('ALL') &&
        !routeMethods.has(name.toUpperCase()),
    },
  },
  'M-04': {
    severity: 'high',
    point: 3,
    references: ['CWE-650', 'CWE-352', 'ASVS 3.5.3'],
    says: 'Browsers send GET and HEAD without asking first, so any page can trigger this route',
    fix: 'Make it a POST, and protect it with csrf()',
    find: {
      route: ({ route, methods }) =>
        !!route.sideEffects && methods.some((method) => ['GET', 'HEAD', 'ALL'].includes(method)),
    },
  },
}
