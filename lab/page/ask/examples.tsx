import type { VNode } from 'preact'
import { isSameCall } from '../scene/call.ts'
import { EXAMPLES } from '../scene/examples.ts'
import type { Scene } from '../scene/scene.ts'

export function Examples({
  scene,
  onChoose,
}: {
  readonly scene: Scene
  readonly onChoose: (scene: Scene) => void
}): VNode {
  return (
    <section class="examples" aria-labelledby="examples">
      <h2 id="examples">What people run into most</h2>
      <ul>
        {EXAMPLES.map(({ id, title, scene: given }) => (
          <li key={id}>
            <button
              type="button"
              class="chip"
              data-example={id}
              aria-pressed={isSameCall(given, scene)}
              onClick={() => onChoose(given)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
