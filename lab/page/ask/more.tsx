import type { VNode } from 'preact'
import { CHOICES } from '../scene/scene.ts'
import { Choice, Field, Text } from './field.tsx'
import type { PartProps } from './form.tsx'

/** The body, and the options of `fetch()` that few calls have. */
export function More({ scene, set }: PartProps): VNode {
  const { body, bodyAs, redirect, keepalive } = scene
  return (
    <>
      <Field
        id="body"
        label="Body"
        hint={
          bodyAs === 'bytes'
            ? 'The number of bytes, such as 65537'
            : 'A string without a Content-Type header is sent as text/plain'
        }
      >
        <Text id="body" value={body} onInput={set('body')} rows={2} hasHint />
      </Field>
      <div class="row">
        <Field id="bodyAs" label="Body as">
          <Choice id="bodyAs" value={bodyAs} values={CHOICES.bodyAs} onInput={set('bodyAs')} />
        </Field>
        <Field id="redirect" label="Redirect" word="redirect">
          <Choice id="redirect" value={redirect} values={CHOICES.redirect} onInput={set('redirect')} />
        </Field>
        <Field id="keepalive" label="Keepalive" word="keepalive">
          <Choice id="keepalive" value={keepalive} values={CHOICES.keepalive} onInput={set('keepalive')} />
        </Field>
      </div>
    </>
  )
}
