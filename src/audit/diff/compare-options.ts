import type { PolicyOptions } from '../../policy/options.ts'
import { changeOf, type Found } from './change.ts'
import { namesOfBoth, originOfBoth } from './compare-names.ts'
import type { Comparison } from './compare-origins.ts'

/** The permissions that are options and not decisions: credentials, exposed headers, timing, and cookies. */
export function compareOptions(comparison: Comparison): Found[] {
  const options = comparison.policies.map((policy) => policy.options)
  const cookies = changeOf(
    'cookies',
    options.map(({ cookieless }) => !cookieless),
  )
  const origin = originOfBoth(comparison)
  if (origin === undefined) return cookies
  const exposed = namesOfBoth(
    options.map(({ exposeHeaders }) => exposeHeaders.map((name) => name.toLowerCase())),
    'x-any',
    false,
  )
  return [
    ...changeOf(
      'credentials',
      options.map(({ credentials }) => credentials),
      { origin },
    ),
    ...exposed.flatMap((name) =>
      changeOf(
        'exposed',
        options.map((one) => exposes(one, name)),
        { name, origin },
      ),
    ),
    ...changeOf(
      'timing',
      options.map(({ timingAllowOrigin }) => timingAllowOrigin),
      { origin },
    ),
    ...cookies,
  ]
}

function exposes({ exposeHeaders }: PolicyOptions, name: string): boolean {
  return exposeHeaders.some((listed) => listed === '*' || listed.toLowerCase() === name)
}
