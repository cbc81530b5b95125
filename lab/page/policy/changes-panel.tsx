import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { type Change, diff, type PolicyDiff } from '../../../src/audit/index.ts'
import { focusLater } from '../see/focus-later.ts'
import { explainAlso, Sentence } from '../words/term.tsx'
import { diffLines, shownLines } from './line-diff.ts'
import { More, MOST_SHOWN } from './more.tsx'
import type { PanelProps } from './panel.ts'
import { type Readable, tryPolicy } from './read-policy.ts'
import { Refused } from './refused.tsx'
import { POLICY_WORDS } from './words.ts'

explainAlso(POLICY_WORDS)

/** What the policy permits that it did not permit before, and the other way round. */
export function ChangesPanel({ scene, onChange }: PanelProps): VNode {
  const { before, policy } = scene
  if (!before || before === policy) {
    return (
      <section class="card" aria-labelledby="changes">
        <h2 id="changes" tabIndex={-1}>
          Nothing has changed yet
        </h2>
        <p>
          <Sentence text="Change the policy, or try a fix. This tab then shows what pages may do that they could not do before." />
        </p>
      </section>
    )
  }
  return (
    <>
      <Permissions before={before} policy={policy} />
      <section class="card" aria-labelledby="lines">
        <h2 id="lines">The lines that changed</h2>
        <pre class="diff" role="group" aria-label="Lines of both versions">
          {shownLines(diffLines(before, policy)).map(({ sign, text }, at) => (
            <span key={at} data-sign={sign}>
              {`${sign} ${text}\n`}
            </span>
          ))}
        </pre>
        <p class="hint">Lines with + are new, and lines with - are gone.</p>
        <p class="buttons">
          <button
            type="button"
            class="small"
            onClick={() => {
              onChange({ ...scene, before: '' })
              focusLater('changes')
            }}
          >
            Compare from here on
          </button>
        </p>
      </section>
    </>
  )
}

function Permissions({ before, policy }: { readonly before: string; readonly policy: string }): VNode {
  const [old, now, found] = useMemo(() => compare(before, policy), [before, policy])
  if (!now.policy)
    return <Refused title="This version is refused, so there is nothing to compare" problems={now.problems} />
  if (!found)
    return <Refused title="The version before was refused, so there is nothing to compare" problems={old.problems} />
  return (
    <section class="card" aria-labelledby="changes">
      <div role="status">
        <h2 id="changes">{titleOf(found)}</h2>
      </div>
      {found.equal && <p>Both versions permit the same to every page.</p>}
      <Changes title="What pages may do now" word="Wider" changes={found.added} />
      <Changes title="What pages may no longer do" word="Narrower" changes={found.removed} />
    </section>
  )
}

/** Reads both versions, and compares them if `cors()` accepts both. */
function compare(before: string, policy: string): readonly [old: Readable, now: Readable, found?: PolicyDiff] {
  const [old, now] = [tryPolicy(before), tryPolicy(policy)]
  if (!old.policy || !now.policy) return [old, now]
  // A policy of a literal has no predicate that could make it wait.
  return [old, now, diff(old.policy, now.policy) as PolicyDiff]
}

function titleOf({ widens, narrows }: PolicyDiff): string {
  if (widens && narrows) return 'Wider in some ways, and narrower in others'
  if (widens) return 'The policy is wider than before'
  return narrows ? 'The policy is narrower than before' : 'Nothing that matters has changed'
}

interface ChangesProps {
  readonly title: string
  readonly word: string
  readonly changes: readonly Change[]
}

function Changes({ title, word, changes }: ChangesProps): VNode | null {
  if (!changes.length) return null
  return (
    <>
      <h3>{title}</h3>
      <ul class="fixes">
        {changes.slice(0, MOST_SHOWN).map(({ rule, message, fix, request }, at) => (
          <li key={at} data-rule={rule} data-change={word.toLowerCase()}>
            <p>
              <b>{word}</b>: <Sentence text={`${message}.`} />
            </p>
            {request && (
              <>
                <p class="hint">A request that shows it:</p>
                <pre role="group" aria-label="A request that shows it">
                  {[request.method, ...Object.entries(request.headers).map((pair) => pair.join(': '))].join('\n')}
                </pre>
              </>
            )}
            {word === 'Wider' && (
              <p>
                <Sentence text={`${fix}.`} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <More count={changes.length} />
    </>
  )
}
