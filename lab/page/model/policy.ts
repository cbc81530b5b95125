import { cors, type CorsOptions, type CorsPolicy, type PolicyError, type PolicyIssue } from '../../../src/index.ts'
import type { Fix } from '../../../src/explain/index.ts'
import type { Scene } from '../scene/scene.ts'
import { addOption, applyChanges, writeLiteral } from './edit.ts'
import { type Literal, readLiteral } from './literal.ts'

export { writeLiteral } from './edit.ts'

/**
 * Makes the policy that somebody wrote.
 *
 * @throws {TextProblem} if the text cannot be read
 * @throws {PolicyError} if the options are refused
 */
export function policyOf(text: string): CorsPolicy {
  return cors(readPolicy(text).value as CorsOptions)
}

/** The problems of options. */
export function issuesOf(options: unknown): readonly PolicyIssue[] {
  try {
    cors(options as CorsOptions)
    return []
  } catch (error) {
    return (error as PolicyError).issues
  }
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
    const literal = readPolicy(policy)
    const place = literal.placeOf([name])
    policy = applyChanges(
      policy,
      place ? [{ ...place, text: writeLiteral(value) }] : addOption(policy, literal, name, value),
    )
  }
  return { ...scene, policy }
}
