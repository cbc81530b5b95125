import type { VNode } from 'preact'
import { ENGINES, type Result } from '../model/run.ts'
import { Sentence } from '../words/term.tsx'
import { ENGINE_NAMES } from './engine-names.ts'

/** Whether the page can read the response, in one sentence. */
export function Verdict({ result }: { readonly result: Result }): VNode {
  const { verdict } = result.explanation
  const state = verdict.readable ? 'good' : verdict.code ? 'bad' : 'hidden'
  const others = ENGINES.filter((engine) => result.engines[engine].explanation.verdict.readable !== verdict.readable)
  const word = {
    good: 'The page can read it',
    bad: others.length > 0 ? 'Blocked by the standard' : 'Blocked',
    hidden: 'Sent, but unreadable',
  }[state]
  return (
    <section class="card verdict" data-state={state} data-code={verdict.code ?? 'none'} aria-labelledby="verdict">
      <div role="status">
        <h2 id="verdict">{word}</h2>
        <p class="sentence">
          <Sentence text={verdict.sentence} />
        </p>
        {others.length > 0 && (
          <p>
            That is what the standard says. {listOf(others.map((engine) => ENGINE_NAMES[engine]))}{' '}
            {verdict.readable ? 'block the response' : 'let the page read it'} today: see “Three browsers” below.
          </p>
        )}
      </div>
    </section>
  )
}

function listOf(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}` : names.join('')
}
