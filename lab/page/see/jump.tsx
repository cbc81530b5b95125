import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Problem, Result } from '../model/run.ts'
import { headlineOf } from './headline.ts'
import { showVerdict } from './show-verdict.ts'

/** On a narrow screen, the verdict is below a long form. While it is, this bar has its headline, and leads to it. */
export function Jump({ outcome }: { readonly outcome: Result | Problem }): VNode | null {
  const [isBelow, setBelow] = useState(false)
  useEffect(() => {
    const verdict = document.querySelector('.verdict')
    if (!verdict) return
    const observer = new IntersectionObserver(
      ([entry]) => setBelow(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top > 0),
      // The bar itself covers the lower end of the screen.
      { rootMargin: '0px 0px -64px' },
    )
    observer.observe(verdict)
    return () => observer.disconnect()
  }, [outcome])
  if (!isBelow) return null
  const { state, text } = headlineOf(outcome)
  return (
    <button type="button" class="jump" data-state={state} onClick={showVerdict}>
      <b>{text}</b>
      <span>See why</span>
    </button>
  )
}
