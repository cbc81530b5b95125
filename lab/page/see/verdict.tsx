import type { VNode } from 'preact'
import { ENGINES, type Result } from '../model/run.ts'
import { Sentence } from '../words/term.tsx'
import { ENGINE_NAMES } from './engine-names.ts'
import { headlineOf } from './headline.ts'

/** Whether the page can read the response, in one sentence. */
export function Verdict({ result }: { readonly result: Result }): VNode {
  const { verdict } = result.explanation
  const { state, text } = headlineOf(result)
  const others = ENGINES.filter((engine) => result.engines[engine].explanation.verdict.readable !== verdict.readable)
  return (
    <section class="card verdict" data-state={state} data-code={verdict.code ?? 'none'} aria-labelledby="verdict">
      <h2 id="verdict" tabIndex={-1}>
        {text}
      </h2>
      <p class="sentence">
        <Sentence text={verdict.sentence} />
      </p>
      {others.length > 0 && (
        <p>
          That is what the standard says. {listOf(others.map((engine) => ENGINE_NAMES[engine]))}{' '}
          {verdict.readable ? 'block the response' : 'let the page read it'} today: see “Three browsers” below.
        </p>
      )}
    </section>
  )
}

function listOf(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}` : names.join('')
}
