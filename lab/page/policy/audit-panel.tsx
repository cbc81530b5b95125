import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { audit, type ChecklistItem, checklist, type Finding } from '../../../src/audit/index.ts'
import type { CorsOptions } from '../../../src/index.ts'
import type { Literal, Place } from '../model/literal.ts'
import { readPolicy } from '../model/policy.ts'
import { focusLater } from '../see/focus-later.ts'
import { explainAlso, Sentence } from '../words/term.tsx'
import { More, MOST_SHOWN } from './more.tsx'
import type { PanelProps } from './panel.ts'
import { Refused } from './refused.tsx'
import { remedyFor } from './remedy.ts'
import { POLICY_WORDS } from './words.ts'

explainAlso(POLICY_WORDS)

const GRADES = { pass: 'Fulfilled', attention: 'Needs a look', fail: 'Not fulfilled' } as const

const SEVERITIES = {
  error: 'Refused by cors()',
  high: 'High risk',
  medium: 'Medium risk',
  low: 'Low risk',
  info: 'Good to know',
} as const

const ORDER = Object.keys(SEVERITIES)

/** What is unwise in the policy, and the six points that it should fulfil, as it is being written. */
export function AuditPanel({ scene, onChange, onShow }: PanelProps): VNode {
  const { policy, csrf } = scene
  const { findings, points, placeOf, problem } = useMemo(() => auditText(policy, csrf === 'yes'), [policy, csrf])
  if (problem !== undefined) return <Refused title="The policy cannot be read yet" problems={[problem]} />
  return (
    <>
      <section class="card" aria-labelledby="checklist">
        <h2 id="checklist">The checklist of a policy</h2>
        <ol class="checklist">
          {points.map(({ point, title, grade }) => (
            <li key={point} data-grade={grade}>
              <b>{GRADES[grade]}</b>: <Sentence text={title} />
            </li>
          ))}
        </ol>
        <p class="check">
          <input
            id="csrf"
            type="checkbox"
            checked={csrf === 'yes'}
            onChange={({ currentTarget }) => onShow({ ...scene, csrf: currentTarget.checked ? 'yes' : 'no' })}
          />
          <label for="csrf">Something protects this API against CSRF</label>
        </p>
        <p class="hint">
          <Sentence text="A policy alone does not stop CSRF, and does not say what does." />
        </p>
      </section>
      <section class="card" aria-labelledby="findings">
        <div role="status">
          <h2 id="findings" tabIndex={-1}>
            {findings.length === 0
              ? 'Nothing is unwise'
              : `${String(findings.length)} finding${findings.length === 1 ? '' : 's'}`}
          </h2>
        </div>
        <ul class="fixes">
          {findings.slice(0, MOST_SHOWN).map((finding) => (
            <FindingView
              key={JSON.stringify(finding)}
              finding={finding}
              line={lineOf(policy, placeOf!(finding.path))}
              scene={scene}
              onChange={onChange}
            />
          ))}
        </ul>
        <More count={findings.length} />
      </section>
    </>
  )
}

interface Audited {
  readonly findings: readonly Finding[]
  readonly points: readonly ChecklistItem[]
  readonly placeOf?: Literal['placeOf']
  readonly problem?: string
}

function auditText(text: string, csrf: boolean): Audited {
  try {
    const { value, placeOf } = readPolicy(text)
    const options = value as CorsOptions
    // The options are a literal, so that no predicate can make it wait.
    return {
      findings: (audit(options, { csrf }) as readonly Finding[]).toSorted(
        (one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity),
      ),
      points: checklist(options, { csrf }) as readonly ChecklistItem[],
      placeOf,
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { findings: [], points: [], problem: error.message }
  }
}

interface FindingProps extends Pick<PanelProps, 'scene' | 'onChange'> {
  readonly finding: Finding
  readonly line: number | undefined
}

function FindingView({ finding, line, scene, onChange }: FindingProps): VNode {
  const { rule, severity, message, fix, witness } = finding
  const remedy = useMemo(() => remedyFor(finding, scene), [finding, scene])
  return (
    <li data-rule={rule} data-severity={severity}>
      <p>
        <b class="severity">{SEVERITIES[severity]}</b>: <Sentence text={`${message}.`} />
        {witness !== undefined && (
          <>
            {' '}
            The policy lets <code>{witness}</code> in.
          </>
        )}
      </p>
      <p>
        <b>What to do</b>: <Sentence text={`${fix}.`} />
      </p>
      <p class="hint">
        Rule {rule}
        {line !== undefined && `, line ${String(line)}`}
      </p>
      {remedy && (
        <p class="buttons">
          <button
            type="button"
            class="small primary"
            data-remedy={rule}
            onClick={() => {
              onChange({ ...scene, policy: remedy.policy })
              focusLater('findings')
            }}
          >
            {remedy.title}
          </button>
        </p>
      )}
    </li>
  )
}

function lineOf(text: string, place: Place | undefined): number | undefined {
  return place && text.slice(0, place.start).split('\n').length
}
