import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { CALLS } from '../../calls/calls.ts'
import { compare } from '../../calls/compare.ts'
import type { Compared } from '../../calls/report.ts'
import { Sentence } from '../words/term.tsx'
import { API, make } from './api.ts'
import { CallCard } from './card.tsx'
import { engineOf, traitsHere } from './engine.ts'
import { play } from './model.ts'
import { ReportView } from './report-view.tsx'
import { Summary } from './summary.tsx'

const ENGINE = engineOf(traitsHere())

/** The page "Real calls". It makes each call in this browser, and plays it in the model. */
export function Calls(): VNode {
  const [compared, setCompared] = useState<readonly Compared[]>([])
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isOld = false
    const run = async (): Promise<void> => {
      const done: Compared[] = []
      setCompared(done)
      // One call after the other, so that the browser's console lists them in the order of the page.
      for (const call of CALLS) {
        // oxlint-disable-next-line no-await-in-loop
        const result = await make(call)
        // oxlint-disable-next-line no-await-in-loop
        const model = await play({ profile: ENGINE.profile, page: location.href }, call, result.url)
        if (isOld) return
        done.push({ result, rows: compare(result, model) })
        setCompared([...done])
      }
    }
    void run()
    return () => {
      isOld = true
    }
  }, [round])
  return (
    <>
      <p class="intro">
        This page is <code id="page-origin">{location.origin}</code>. It calls <code id="api-origin">{API}</code>,{' '}
        <Sentence text="which is another origin, so your browser checks what the page may read, sometimes by a preflight. A model of your browser makes every call too, without a request, so that you see both next to each other. The API uses Corsage, whose function `decide()` says for every request whether the page may have the answer." />
      </p>
      <Summary compared={compared} all={CALLS.length} engine={ENGINE} onAgain={() => setRound(round + 1)} />
      {compared.length === CALLS.length && <ReportView compared={compared} model={ENGINE} />}
      <ol id="calls">
        {CALLS.map((call, index) => (
          <CallCard key={call.id} call={call} compared={compared[index]} />
        ))}
      </ol>
    </>
  )
}
