import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem, Result } from '../model/run.ts'
import { headlineOf } from './headline.ts'
import { showVerdict } from './show-verdict.ts'

interface JumpProps {
  readonly outcome: Result | Problem
}

/** On a narrow screen, the verdict is below a long form. While it is, this bar has its headline, and leads to it. */
export function Jump({ outcome }: JumpProps): VNode {
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
  const { state, text } = headlineOf(outcome)
  return (
    <>
      <Said outcome={outcome} />
      {isBelow && (
        <button type="button" class="jump" data-state={state} onClick={showVerdict}>
          <b>{text}</b>
          <span>See why</span>
        </button>
      )}
    </>
  )
}

/** Milliseconds without another verdict before a screen reader says the verdict. */
const QUIET = 1000

/** Says a new verdict to a screen reader, once the visitor has stopped writing. */
function Said({ outcome }: JumpProps): VNode {
  const [said, setSaid] = useState('')
  const first = useRef(outcome)
  useEffect(() => {
    // The page as it opens is read anyway.
    if (outcome === first.current) return
    const timer = setTimeout(() => setSaid(sayingOf(outcome)), QUIET)
    return () => clearTimeout(timer)
  }, [outcome])
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  )
}

function sayingOf(outcome: Result | Problem): string {
  const sentence = 'message' in outcome ? outcome.message : outcome.explanation.verdict.sentence
  return `${headlineOf(outcome).text}. ${sentence.replaceAll('`', '')}`
}
