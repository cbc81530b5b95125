import { cors, type CorsOptions, type CorsPolicy } from '../../../src/index.ts'
import type { Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { type Literal, readLiteral } from './literal.ts'

/**
 * Makes the policy that somebody wrote.
 *
 * @throws {TextProblem} if the text cannot be read
 * @throws {PolicyError} if the options are refused
 */
export function policyOf(text: string): CorsPolicy {
  return cors(readPolicy(text).value as CorsOptions)
}

/** Reads options from what somebody wrote: the options alone, or the whole call of `cors()`. */
export function readPolicy(text: string): Literal {
  // People paste the whole call as well as its options.
  const [call = ''] = /^[^{]*cors\s*\(/.exec(text) ?? []
  const isCall = call !== '' && /\)\s*;?\s*$/.test(text)
  const blank = call.replaceAll(/[^\n]/g, ' ')
  return readLiteral(isCall ? blank + text.slice(call.length).replace(/\)\s*;?\s*$/, '') : text)
}

/** Writes options into the text of the policy, and keeps what else is in it. */
export function changePolicy(scene: Scene, options: NonNullable<Fix['options']>): Scene {
  let { policy } = scene
  for (const [name, value] of Object.entries(options)) {
    const place = readPolicy(policy).placeOf([name])
    const written = writeLiteral(value)
    policy = place
      ? policy.slice(0, place.start) + written + policy.slice(place.end)
      : policy.replace(/(,?)\s*\}(\s*\)?\s*;?\s*)$/, (_, __, end: string) => `,\n  ${name}: ${written},\n}${end}`)
  }
  return { ...scene, policy }
}

/** The page at an address that the policy lists, if a fix asks for any address in place of an opaque origin. */
export function openPage(scene: Scene, value: string): Scene {
  const { origin } = (readPolicy(scene.policy).value ?? {}) as { readonly origin?: unknown }
  // Not a pattern.
  const isOrigin = (one: unknown): boolean => typeof one === 'string' && /^https?:[^*]+$/.test(one) && URL.canParse(one)
  const listed = [origin].flat().find(isOrigin)
  return { ...scene, page: scene.page === 'null' && typeof listed === 'string' ? listed : value }
}

/** A value as people write it in JavaScript. */
export function writeLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeLiteral).join(', ')}]`
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  return JSON.stringify(value) ?? 'undefined'
}
