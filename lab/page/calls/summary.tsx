import type { VNode } from 'preact'
import { isAlike } from '../../calls/compare.ts'
import { judge, type Result } from '../../calls/judge.ts'
import type { Compared } from '../../calls/report.ts'
import { API } from './api.ts'
import { isFine } from './card.tsx'
import type { Engine } from './engine.ts'

interface SummaryProps {
  readonly compared: readonly Compared[]
  readonly all: number
  readonly engine: Engine
  readonly onAgain: () => void
}

/** How many calls went as the model and `decide()` said, and a button to make them again. */
export function Summary({ compared, all, engine, onAgain }: SummaryProps): VNode {
  const isRunning = compared.length < all
  const results = compared.map(({ result }) => result)
  const alike = compared.filter(({ rows }) => isAlike(rows)).length
  const agreeing = results.map(judge).filter(({ agrees }) => agrees).length
  const more = isRunning ? '' : remark(results)
  return (
    <section
      class="card summary"
      id="summary"
      data-state={isRunning ? 'running' : compared.every(isFine) ? 'good' : 'bad'}
      data-profile={engine.profile}
      aria-labelledby="summary-model"
    >
      <div>
        {/* It does not change with every call, because a screen reader would read out each change. */}
        <div role="status">
          <h2 id="summary-model">
            {isRunning ? 'Calling…' : `${alike} of ${all} calls: your browser did what the model said`}
          </h2>
          {!isRunning && <p id="summary-text">{`${agreeing} of ${all} calls: the browser did what decide() said`}</p>}
          {more && <p id="summary-more">{more}</p>}
        </div>
        {isRunning && <p class="hint">{`${compared.length} of ${all} calls done`}</p>}
        <p class="hint">{engine.why}</p>
      </div>
      {/* Not disabled, because a disabled button loses the focus. */}
      <button type="button" aria-disabled={isRunning} onClick={() => isRunning || onAgain()}>
        Run again
      </button>
    </section>
  )
}

function remark(results: readonly Result[]): string {
  if (results.every(({ exchanges }) => !exchanges.length)) {
    return `The API at ${API} does not answer. Is “npm start” still running?`
  }
  const verdicts = results.map((result) => ({ ...judge(result), title: `“${result.call.title}”` }))
  const surprising = verdicts.filter(({ agrees, surprises }) => !agrees || surprises.length)
  if (surprising.length) return `Not as expected: ${surprising.map(({ title }) => title).join(', ')}`
  const titles = (found: typeof verdicts): string => found.map(({ title }) => title).join(', ')
  const credentials = verdicts.filter(({ isAboutCredentials }) => isAboutCredentials)
  const stopped = verdicts.filter(({ isStopped }) => isStopped)
  return [
    credentials.length &&
      `Except for the credentials of ${titles(credentials)}: the page chooses them, and no request shows the choice.`,
    stopped.length && `Except for ${titles(stopped)}: there, nobody asked decide().`,
  ]
    .filter(Boolean)
    .join(' ')
}
