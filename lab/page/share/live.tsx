import type { VNode } from 'preact'
import { TextProblem } from '../model/header-lines.ts'
import type { Scene } from '../scene/scene.ts'
import { type Commands, commandsOf } from './commands.ts'
import { Copy } from './copy.tsx'

/** The lines that ask a live server, because this page asks none. */
export function Live({ scene }: { readonly scene: Scene }): VNode {
  const commands = tryCommands(scene)
  return (
    <details class="card live">
      <summary>Check a live server</summary>
      {commands instanceof TextProblem ? (
        <p class="hint">There is no line for this call. {commands.message}.</p>
      ) : (
        <>
          <p class="hint">This page sends no request. These lines do, when you run them in a terminal.</p>
          <Line name="explain" line={commands.explain}>
            {commands.writes === undefined
              ? 'Makes the call of the form, as a browser does:'
              : `Makes the call of the form, as a browser does. It really sends the ${commands.writes}:`}
          </Line>
          <Line name="probe" line={commands.probe}>
            Asks the server what it allows, with up to 60 requests:
          </Line>
          <p class="hint">The lines are for sh, bash and zsh, and need Node. A header in them may be a secret.</p>
        </>
      )}
    </details>
  )
}

interface LineProps {
  readonly name: string
  readonly line: string
  readonly children: string
}

function Line({ name, line, children }: LineProps): VNode {
  return (
    <>
      <p>{children}</p>
      <pre data-line={name}>
        {/* A flag stays in one line. */}
        {line.split(/(?<= )(--[\w-]+)/).map((part, at) => (at % 2 ? <span class="whole">{part}</span> : part))}
      </pre>
      <p class="buttons">
        <Copy text={() => line}>{`Copy ${name} line`}</Copy>
      </p>
    </>
  )
}

function tryCommands(scene: Scene): Commands | TextProblem {
  try {
    return commandsOf(scene)
  } catch (error) {
    if (error instanceof TextProblem) return error
    throw error
  }
}
