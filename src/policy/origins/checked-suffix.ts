import type { TenantNames } from './tenant-names.ts'

/** Whether a literal domain is a suffix below which a registry sells names, as `REGISTRY_SUFFIX` says. */
export type IsRegistrySuffix<Domain extends string> = Domain extends 'localhost' | ''
  ? false
  : Domain extends `${infer First}.${infer Rest}`
    ? First extends 'ac' | 'co' | 'com' | 'edu' | 'gob' | 'gov' | 'gouv' | 'ne' | 'net' | 'or' | 'org'
      ? IsTwoLetters<Rest>
      : false
    : true

type IsTwoLetters<Text extends string> = Text extends `${infer _First}${infer _Second}${infer Rest}`
  ? Rest extends ''
    ? true
    : false
  : false

/** Whether strangers publish below a literal domain, as far as the list has no expression for it. */
export type IsAboveTenants<Domain extends string> =
  IsListed<Domain> extends true ? true : Domain extends `${string}.${infer Rest}` ? IsListed<`*.${Rest}`> : false

/** Whether the list has a domain, whose names are kept by the last label. */
type IsListed<Domain extends string, Name extends string = ''> = Domain extends `${infer Label}.${infer Rest}`
  ? IsListed<Rest, Name extends '' ? Label : `${Name}.${Label}`>
  : Domain extends keyof TenantNames
    ? ` ${TenantNames[Domain]} ` extends `${string} ${Name} ${string}`
      ? true
      : false
    : false
