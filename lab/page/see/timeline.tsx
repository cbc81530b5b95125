import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { timelineOf, TIMES } from '../model/cache.ts'
import { ENGINES } from '../model/run.ts'
import { Sentence } from '../words/term.tsx'
import { ENGINE_NAMES } from './engine-names.ts'
import type { LateProps } from './late.tsx'
import { useLater } from './use-later.ts'

/** How long each browser remembers the answer to a preflight. */
export function TimelineView({ result, scene }: LateProps): VNode {
  const timeline = useLater(() => timelineOf(scene), result)
  const [at, setAt] = useState(1)
  const time = TIMES[at]!
  return (
    <section class="card" aria-labelledby="cache">
      <h2 id="cache">The same call again, later</h2>
      {timeline ? (
        <>
          <p>
            <Sentence text="Browsers remember an allowed preflight for the seconds in Access-Control-Max-Age, each up to its own limit." />
          </p>
          <div class="field times">
            <label for="time">
              The call is repeated after <output for="time">{time.name}</output>
            </label>
            <input
              id="time"
              type="range"
              min={0}
              max={TIMES.length - 1}
              value={at}
              aria-valuetext={time.name}
              onInput={({ currentTarget }) => setAt(Number(currentTarget.value))}
            />
          </div>
          <ul class="timeline">
            {ENGINES.map((engine) => (
              <li key={engine} data-asks={timeline[engine][at]}>
                <b>{ENGINE_NAMES[engine]}</b>
                <span class="bar" aria-hidden="true">
                  {timeline[engine].map((asks, index) => (
                    <span key={index} class={`${asks ? 'asks' : 'knows'}${index === at ? ' now' : ''}`} />
                  ))}
                </span>
                <span class="end">{timeline[engine][at] ? 'sends the preflight again' : 'needs no preflight'}</span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          <Sentence text="This call has no preflight, so there is nothing to remember." />
        </p>
      )}
    </section>
  )
}
