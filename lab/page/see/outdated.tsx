import type { VNode } from 'preact'

/** Shown if a part of the lab does not load. */
export function Outdated(): VNode {
  return (
    <div class="card notice outdated" role="alert">
      <p>
        A part of the lab did not load. There is no network, or the lab was updated after you opened it. Reloading keeps
        your case, because the address has it.
      </p>
      <button type="button" class="small" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  )
}
