import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Problem, Result } from '../model/run.ts'
import { headlineOf } from './headline.ts'

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

/** Scrolls to the verdict, where a keyboard and a screen reader go on. */
export function showVerdict(): void {
  const smooth = matchMedia('(prefers-reduced-motion: no-preference)').matches
  document.querySelector('.see')?.scrollIntoView({ behavior: smooth ? 'smooth' : 'instant' })
  document.querySelector<HTMLElement>('.verdict h2')?.focus({ preventScroll: true })
}
