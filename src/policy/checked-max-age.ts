import type { Illegal } from './expected.ts'

/** The literal check of the option `maxAge`: seconds below zero, fractions, and more than a day. */
export type CheckedMaxAge<Seconds> = Seconds extends number
  ? number extends Seconds
    ? Seconds
    : `${Seconds}` extends `-${string}` | `${string}.${string}`
      ? Illegal<'Write whole seconds from 0 to 86400, which is a day'>
      : IsAboveDay<`${Seconds}`> extends true
        ? Illegal<'Browsers keep preflights for a day at most: write 86400'>
        : Seconds
  : Seconds

/** Whether a number has six digits, or five from 87000 on. `cors()` refuses those between. */
type IsAboveDay<Digits extends string> =
  Digits extends `${infer First}${infer Second}${infer _Third}${infer _Fourth}${infer _Fifth}${infer Rest}`
    ? Rest extends ''
      ? First extends '9'
        ? true
        : `${First}${Second}` extends '87' | '88' | '89'
          ? true
          : false
      : true
    : false
