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
      ([entry]) => setBelow(entry?.isIntersecting === false),
      // Everything above the screen counts as on it. The bar itself covers the lower end.
      { rootMargin: '1000000px 0px -64px' },
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
