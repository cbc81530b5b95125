import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { TARGETS } from '../../../src/cli/commands/export-targets.ts'
import { Choice, Field } from '../ask/field.tsx'
import { CHOICES } from '../scene/scene.ts'
import { useLater } from '../see/use-later.ts'
import { explainAlso, Sentence } from '../words/term.tsx'
import { type Exported, EXTRAS, exportTo } from './export-to.ts'
import { FileView } from './file-view.tsx'
import type { PanelProps } from './panel.ts'
import { tryPolicy } from './read-policy.ts'
import { Refused } from './refused.tsx'
import { POLICY_WORDS } from './words.ts'

explainAlso(POLICY_WORDS)

/** The policy as the configuration of a server or a platform. */
export function ExportPanel({ scene, onShow }: PanelProps): VNode {
  const { policy: text, target, extra } = scene
  const { policy, problems } = useMemo(() => tryPolicy(text), [text])
  const made = useLater(
    async () => policy && { target, ...(await exportTo(target, policy, extra === 'yes')) },
    `${target} ${extra} ${text}`,
  )
  const [flag] = Object.keys(TARGETS[target]!.flags ?? {})
  return (
    <>
      <section class="card" aria-labelledby="export">
        <h2 id="export">The same policy for another server</h2>
        <Field id="target" label="Server or platform">
          <Choice
            id="target"
            value={target}
            values={CHOICES.target}
            titleOf={(name) => TARGETS[name]!.title}
            onInput={(name) => onShow({ ...scene, target: name })}
          />
        </Field>
        {flag !== undefined && (
          <p class="check">
            <input
              id="extra"
              type="checkbox"
              checked={extra === 'yes'}
              onChange={({ currentTarget }) => onShow({ ...scene, extra: currentTarget.checked ? 'yes' : 'no' })}
            />
            <label for="extra">{EXTRAS[flag]}</label>
          </p>
        )}
      </section>
      {!policy && <Refused title="Only a policy that cors() accepts can be exported" problems={problems} />}
      {policy && made?.target !== target && <p class="card">The configuration loads…</p>}
      {policy && made?.target === target && <ExportedView title={TARGETS[target]!.title} exported={made} />}
    </>
  )
}

function ExportedView({ title, exported }: { readonly title: string; readonly exported: Exported }): VNode {
  const { files, notes, issues } = exported
  if (issues.length)
    return <Refused title={`${title} cannot follow this policy`} problems={issues.map(({ message }) => message)} />
  return (
    <section class="card" aria-labelledby="files">
      <div role="status">
        <h2 id="files">The configuration of {title}</h2>
      </div>
      {notes.length > 0 && (
        <>
          <h3>What {title} does differently</h3>
          <ul class="warnings">
            {notes.map(({ code, message }) => (
              <li key={code} data-note={code}>
                <Sentence text={message} /> <span class="hint">({code})</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {Object.entries(files).map(([name, content]) => (
        <FileView key={name} name={name} text={content} />
      ))}
    </section>
  )
}
