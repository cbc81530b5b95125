import type { VNode } from 'preact'
import { Sentence, withCode } from '../words/term.tsx'
import { type Call, stepsOf } from './call.ts'
import type { Idea, Played } from './idea.ts'
import { Parts } from './parts.tsx'
import { Spans } from './spans.tsx'
import { Wire } from './wire.tsx'

interface OutcomeProps {
  readonly idea: Idea
  readonly played: Played
  /** The scene before the visitor's last change. */
  readonly before: Played | undefined
  /** The same call in the lab. */
  readonly labHref: string
}

/** What happens in the scene of an idea. */
export function Outcome({ idea, played, before, labHref }: OutcomeProps): VNode {
  const { calls, effect, form, parts, spans, note } = played
  return (
    <>
      {parts && <Parts parts={parts} />}
      {spans && <Spans spans={spans} />}
      {form !== undefined && (
        <p class="form">
          {form === null ? (
            <b>No HTML form can send this.</b>
          ) : (
            <>
              An HTML form can send this: <code>{form}</code>
            </>
          )}
        </p>
      )}
      {effect && (
        <p class="effect">
          {effect.label}:{' '}
          <output class={before?.effect && before.effect.value !== effect.value ? 'marked' : undefined}>
            {effect.value}
          </output>
        </p>
      )}
      {calls.map((call, index) => (
        <CallView
          key={call.page}
          idea={idea}
          call={call}
          before={before?.calls[index]}
          hasName={calls.length > 1}
          isFolded={index > 0}
        />
      ))}
      {note !== undefined && (
        <p class="hint">
          <Sentence text={note} />
        </p>
      )}
      <p class="open">
        <a href={labHref}>{idea.open}</a>
        <span class="hint">
          , which shows every line. {before && 'The marked lines are those that your last change has changed.'}
        </span>
      </p>
    </>
  )
}

interface CallProps {
  readonly idea: Idea
  readonly call: Call
  readonly before: Call | undefined
  /** Whether it is one of several. */
  readonly hasName: boolean
  /** Whether its lines are shown on request only. */
  readonly isFolded: boolean
}

function CallView({ idea, call, before, hasName, isFolded }: CallProps): VNode {
  const state = call.isReadable ? 'good' : call.isError ? 'bad' : 'hidden'
  const word = { good: 'The page can read it', bad: 'Blocked', hidden: 'Sent, but unreadable' }[state]
  const why = stepsOf(call, idea.steps).filter(({ sentence }) => sentence !== call.sentence)
  const wire = <Wire call={call} before={before} names={idea.lines ?? []} />
  return (
    <section class="card call" data-page={call.page} data-state={state} aria-label={`The page ${call.page}`}>
      {hasName && <h3>{withCode(`The page \`${call.page}\``)}</h3>}
      <div role="status">
        <p class="word">{word}</p>
        {[...why, call].map(({ sentence, spec }) => (
          <p key={sentence}>
            <Sentence text={sentence} />{' '}
            <a class="hint" href={spec} rel="noreferrer" target="_blank">
              Standard<span class="unseen">, in a new tab</span>
            </a>
          </p>
        ))}
        {call.warnings.map((sentence) => (
          <p key={sentence}>
            <Sentence text={sentence} />
          </p>
        ))}
      </div>
      <Facts call={call} before={before} />
      {isFolded ? (
        <details>
          <summary>What goes over the wire</summary>
          {wire}
        </details>
      ) : (
        wire
      )}
    </section>
  )
}

function Facts({ call, before }: Pick<CallProps, 'call' | 'before'>): VNode {
  const [now, then] = [factsOf(call), before && factsOf(before)]
  return (
    <ul class="facts">
      {now.map(({ text, isSo }, index) => (
        <li key={text} data-so={isSo} class={then && then[index]!.isSo !== isSo ? 'marked' : undefined}>
          {text}: <b>{isSo ? 'yes' : 'no'}</b>
        </li>
      ))}
    </ul>
  )
}

function factsOf(call: Call): { readonly text: string; readonly isSo: boolean }[] {
  return [
    { text: 'The browser asks first', isSo: call.exchanges.some(({ isPreflight }) => isPreflight) },
    { text: 'The request reaches the application', isSo: call.isReached },
    { text: 'The page gets the response', isSo: call.isReadable },
  ]
}
