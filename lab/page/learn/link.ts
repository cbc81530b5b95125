import { checksum } from '../scene/fragment.ts'
import { type Idea, isPossible } from './idea.ts'
import { IDEAS } from './ideas.ts'

/** What a link to the tour says. */
export interface LearnLink {
  readonly idea: Idea
  readonly value: string
  /** What is wrong with the link, if anything. */
  readonly problem?: string
}

/**
 * Writes the fragment of an idea: its name, and what the visitor has changed. A checksum finds values that were cut off on
 * their way, because the rest may be a value as well.
 */
export function writeLink({ id, first }: Idea, value: string): string {
  return value === first ? id : `${id}=${encodeURIComponent(value)}.${checksum(`${id}=${value}`)}`
}

/** Reads a fragment, with or without `#`. Without a name that it knows, it is the first idea. */
export function readLink(fragment: string): LearnLink {
  const [id = '', ...rest] = fragment.replace(/^#/, '').split('=')
  const idea = IDEAS.find((one) => one.id === id) ?? IDEAS[0]!
  const begin = { idea, value: idea.first }
  if (idea.id !== id) {
    const isEmpty = !id && !rest.length
    return isEmpty
      ? begin
      : { ...begin, problem: 'The link is damaged: it names no idea of this page. Here is the first one.' }
  }
  if (!rest.length) return begin
  const value = valueIn(rest.join('='), idea)
  if (value !== undefined) return { idea, value }
  return {
    ...begin,
    problem: 'The link is damaged: what it changes in the scene could not be read. The scene is as it begins.',
  }
}

function valueIn(text: string, { id, control }: Idea): string | undefined {
  const [, encoded = '', sum] = /^(.*)\.([\da-z]+)$/s.exec(text) ?? []
  const value = decoded(encoded)
  return value !== undefined && sum === checksum(`${id}=${value}`) && isPossible(control, value) ? value : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return
  }
}
