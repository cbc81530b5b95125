import type { FunctionComponent, VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { isRedirect } from '../model/header-lines.ts'
import { part } from '../part.ts'
import { CHOICES, DEFAULT_SCENE, fieldText, type Scene } from '../scene/scene.ts'
import { Choice, Field, Text } from './field.tsx'
import { PolicyField } from './policy-field.tsx'

interface FormProps {
  readonly scene: Scene
  readonly onChange: (scene: Scene) => void
  /** A change that the page's "Undo" takes back. */
  readonly onFix: (scene: Scene) => void
}

export function Form({ scene, onChange, onFix }: FormProps): VNode {
  const set =
    <Name extends keyof Scene>(name: Name) =>
    (value: Scene[Name]): void =>
      onChange({ ...scene, [name]: fieldText(value) })
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>The call in the page</legend>
        <Field id="page" label="Page" word="origin" hint="Its address, or null for a file or a sandboxed frame">
          <Text id="page" value={scene.page} onInput={set('page')} hasHint />
        </Field>
        <Field id="url" label="URL that it fetches">
          <Text id="url" value={scene.url} onInput={set('url')} />
        </Field>
        <Field id="method" label="Method">
          <Text id="method" value={scene.method} onInput={set('method')} />
        </Field>
        <div class="row">
          <Field id="credentials" label="Credentials" word="credentials">
            <Choice
              id="credentials"
              value={scene.credentials}
              values={CHOICES.credentials}
              onInput={set('credentials')}
            />
          </Field>
          <Field id="mode" label="Mode" word="mode">
            <Choice id="mode" value={scene.mode} values={CHOICES.mode} onInput={set('mode')} />
          </Field>
        </div>
        <Field id="headers" label="Request headers" hint="One in each line, such as Content-Type: application/json">
          <Text id="headers" value={scene.headers} onInput={set('headers')} rows={2} hasHint />
        </Field>
        <More scene={scene} set={set} />
      </fieldset>
      <Answers scene={scene} set={set} onFix={onFix} />
    </form>
  )
}

/** What few calls have. It loads when it is needed, and is open when the call has it. */
function More({ scene, set }: PartProps): VNode {
  const details = useRef<HTMLDetailsElement>(null)
  const [Fields, setFields] = useState<FunctionComponent<PartProps>>()
  const isUsed = MORE.some((name) => scene[name] !== DEFAULT_SCENE[name])
  // It never closes on its own, because somebody may be writing in it.
  useEffect(() => {
    if (isUsed && details.current) details.current.open = true
  }, [isUsed])
  return (
    <details
      class="more"
      ref={details}
      onToggle={async () => {
        const { More: Loaded } = await part(import('../late-parts.ts'))
        setFields(() => Loaded)
      }}
    >
      <summary>More about the call</summary>
      {Fields && <Fields scene={scene} set={set} />}
    </details>
  )
}

const MORE = ['body', 'bodyAs', 'redirect', 'keepalive'] as const

export interface PartProps {
  readonly scene: Scene
  readonly set: <Name extends keyof Scene>(name: Name) => (value: Scene[Name]) => void
}

function Answers({ scene, set, onFix }: PartProps & Pick<FormProps, 'onFix'>): VNode {
  const isPolicy = scene.by === 'policy'
  const hasTarget = isRedirect(scene.response)
  return (
    <fieldset>
      <legend>The server</legend>
      <div class="tabs" role="group" aria-label="Who decides">
        <button type="button" aria-pressed={!isPolicy} onClick={() => set('by')('headers')}>
          These headers
        </button>
        <button type="button" aria-pressed={isPolicy} onClick={() => set('by')('policy')}>
          A Corsage policy
        </button>
      </div>
      {isPolicy ? (
        <PolicyField scene={scene} onInput={set('policy')} onFix={onFix} />
      ) : (
        <Field
          id="preflight"
          label="Answer to the preflight"
          word="preflight"
          hint="A status, then one header in each line"
        >
          <Text id="preflight" value={scene.preflight} onInput={set('preflight')} rows={3} hasHint />
        </Field>
      )}
      <Field id="response" label={isPolicy ? 'Answer of the application' : 'Answer to the request'}>
        <Text id="response" value={scene.response} onInput={set('response')} rows={3} />
      </Field>
      {hasTarget && (
        <Field id="redirected" label="Answer after the redirect">
          <Text id="redirected" value={scene.redirected} onInput={set('redirected')} rows={2} />
        </Field>
      )}
      {hasTarget && scene.redirectedPreflight && (
        <Field id="redirectedPreflight" label="Answer to the preflight after the redirect">
          <Text
            id="redirectedPreflight"
            value={scene.redirectedPreflight}
            onInput={set('redirectedPreflight')}
            rows={2}
          />
        </Field>
      )}
    </fieldset>
  )
}
