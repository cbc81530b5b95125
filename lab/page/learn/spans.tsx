import type { VNode } from 'preact'
import { ENGINE_NAMES } from '../see/engine-names.ts'
import { durationOf } from './duration.ts'
import type { Span } from './preflight-span.ts'

/** How long each browser remembers the preflight. The bars have a logarithmic scale, so that seconds and days fit. */
export function Spans({ spans }: { readonly spans: readonly Span[] }): VNode {
  const longest = Math.log(1 + 86_400)
  return (
    <ul class="spans">
      {spans.map(({ engine, seconds, inAnHour }) => (
        <li key={engine} data-engine={engine}>
          <b>{ENGINE_NAMES[engine]}</b>
          <svg aria-hidden="true" width="100%" height="14">
            <rect class="track" width="100%" height="14" rx="4" />
            <rect class="span" width={`${((100 * Math.log(1 + seconds)) / longest).toFixed(1)}%`} height="14" rx="4" />
          </svg>
          <span class="end">{seconds ? `remembers it for ${durationOf(seconds)}` : 'does not remember it'}</span>
          <span class="hint">
            With a call every minute: {inAnHour} {inAnHour === 1 ? 'preflight' : 'preflights'} in an hour
          </span>
        </li>
      ))}
    </ul>
  )
}
