import { readHar } from '../../../src/clues/har/read.ts'
import type { Question } from '../../../src/explain/index.ts'
import type { Clue } from './clue.ts'
import { record } from './record.ts'

/** Calls of a recording that are offered. A person chooses one, and the failed calls come first. */
const MAX_CALLS = 50

const ORDER = { refused: 0, unknown: 1, opaque: 2, readable: 3 } as const

/** As the verdict of the lab says it. First in a title, because a phone shows only the start. */
const WORDS = { refused: 'Blocked', unknown: 'Unclear', opaque: 'Unreadable', readable: 'Readable' } as const

/**
 * Reads a HAR.
 *
 * @throws {TypeError} if it is broken, or has no call that can be played
 */
export async function readRecording(text: string): Promise<Clue> {
  const { calls } = await readHar(text)
  if (calls.length === 0) {
    throw new TypeError(
      'The HAR has no call to another origin, expected one that a page made. Open the developer tools before the page makes its call, and export again',
    )
  }
  const usable = calls
    .filter((call): call is typeof call & { readonly question: Question } => call.question !== undefined)
    .toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict])
  if (usable.length === 0) {
    throw new TypeError(
      `The HAR does not show how its calls to other origins ended (${calls.length}). Paste the message that the console has about the call`,
    )
  }
  const found = usable.slice(0, MAX_CALLS).map((call) => ({
    title: `${WORDS[call.verdict]}: ${call.method} ${call.url.slice(0, 80)}`,
    scene: () => record(call.question),
    remarks: [],
  }))
  return { kind: 'HAR', found }
}
