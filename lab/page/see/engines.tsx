import type { VNode } from 'preact'
import { ENGINES, type Result } from '../model/run.ts'
import { Sentence } from '../words/term.tsx'
import { ENGINE_NAMES } from './engine-names.ts'

function sentenceOf(same: boolean, verdict: Verdict, standard: Verdict): string {
  if (!same) return 'They do not agree:'
  if (verdict.readable !== standard.readable) return 'All three do the same, but the standard says otherwise.'
  return verdict.code ? 'All three block it. Only the words on their consoles differ.' : 'All three do the same.'
}

type Verdict = Result['explanation']['verdict']

/** The three engines next to each other, with the message on the console of each. */
export function Engines({ result }: { readonly result: Result }): VNode {
  const ends = ENGINES.map((engine) => {
    const { explanation, exchanges } = result.engines[engine]
    return { verdict: explanation.verdict, requests: exchanges.length, engine }
  })
  const same =
    new Set(ends.map(({ verdict, requests }) => `${verdict.code ?? verdict.sentence} ${String(requests)}`)).size === 1
  return (
    <section class="card" aria-labelledby="engines">
      <h2 id="engines">Three browsers</h2>
      <p>{sentenceOf(same, ends[0]!.verdict, result.explanation.verdict)}</p>
      <ul class="engines">
        {ends.map(({ engine, verdict, requests }) => (
          <li key={engine} data-engine={engine} data-state={verdict.readable ? 'good' : 'bad'}>
            <h3>{ENGINE_NAMES[engine]}</h3>
            <p class="end">
              {verdict.readable ? 'The page can read it' : verdict.code ? 'Blocked' : 'Sent, but unreadable'}
            </p>
            {!same && (
              <p>
                <Sentence text={verdict.sentence} />
              </p>
            )}
            <p class="hint">{requests === 1 ? '1 request' : `${String(requests)} requests`}</p>
            {verdict.console?.[engine] !== undefined && (
              <>
                <p class="hint">On the console, in our words:</p>
                <p class="console">{verdict.console[engine]}</p>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
