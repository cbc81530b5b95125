import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { HOSTS } from '../../../src/cli/init/hosts.ts'
import { Choice, Field } from '../ask/field.tsx'
import { CHOICES } from '../scene/scene.ts'
import { Copy } from '../share/copy.tsx'
import { FileView } from './file-view.tsx'
import type { PanelProps } from './panel.ts'
import { type Program, programFor } from './program.ts'
import { tryPolicy } from './read-policy.ts'
import { Refused } from './refused.tsx'

/** The policy as a program for a host. */
export function CodePanel({ scene, onShow }: PanelProps): VNode {
  const { policy: text, host } = scene
  const { policy, problems } = useMemo(() => tryPolicy(text), [text])
  const program = useMemo(() => policy && programFor(host, text), [policy, host, text])
  return (
    <>
      <section class="card" aria-labelledby="code">
        <h2 id="code">The same policy in your program</h2>
        <Field id="host" label="Where it runs">
          <Choice
            id="host"
            value={host}
            values={CHOICES.host}
            titleOf={(name) => HOSTS[name]!.title}
            onInput={(name) => onShow({ ...scene, host: name })}
          />
        </Field>
      </section>
      {program ? (
        <ProgramView host={host} program={program} />
      ) : (
        <Refused title="Only a policy that cors() accepts can be used" problems={problems} />
      )}
    </>
  )
}

function ProgramView({ host, program }: { readonly host: string; readonly program: Program }): VNode {
  const { title, isPart } = HOSTS[host]!
  const { install, policy, mount } = program
  return (
    <section class="card" aria-labelledby="program">
      <div role="status">
        <h2 id="program">The program for {title}</h2>
      </div>
      <p class="install buttons">
        <code>{install}</code>
        <Copy text={() => install} of={install}>
          Copy
        </Copy>
      </p>
      <p class="hint">In JavaScript the files are the same, with .js in place of .ts.</p>
      <FileView name={policy.path} text={policy.content} />
      {isPart && <p>This file has other content too. Add these lines to it:</p>}
      <FileView name={mount.path} text={mount.content} />
    </section>
  )
}
