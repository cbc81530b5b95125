import type { ComponentChildren, VNode } from 'preact'
import { useId, useState } from 'preact/hooks'
import { GLOSSARY } from './glossary.ts'

let words = GLOSSARY

/** Hides the explanation that was shown last. */
let hide = (): void => {}
addEventListener('keydown', ({ key }) => key === 'Escape' && hide())

/**
 * A word with its explanation, which shows by hover, by focus, and by a tap, and hides by Escape
 * (https://www.w3.org/TR/WCAG22/#content-on-hover-or-focus).
 */
export function Term({ word, children }: { readonly word: string; readonly children: ComponentChildren }): VNode {
  const [place, setPlace] = useState('')
  const id = useId()
  // The explanation opens to the side where it has room.
  const open = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const { left, top } = currentTarget.getBoundingClientRect()
    hide = close
    setPlace(` open${left > innerWidth / 2 ? ' at-end' : ''}${top > innerHeight * 0.6 ? ' above' : ''}`)
  }
  const close = (): void => setPlace('')
  return (
    <span
      class={`term${place}`}
      onMouseEnter={open}
      onMouseLeave={close}
      onFocusIn={open}
      onFocusOut={close}
      onClick={open}
    >
      <button type="button" aria-describedby={id}>
        {children}
      </button>
      <span class="tip" role="tooltip" id={id}>
        {words[word]}
      </span>
    </span>
  )
}

let pattern = patternOf(GLOSSARY)

/** Explains more words on the whole page. */
export function explainAlso(more: typeof GLOSSARY): void {
  words = { ...words, ...more }
  pattern = patternOf(words)
}

/** Finds the words, the longest first. */
function patternOf(all: typeof GLOSSARY): RegExp {
  const names = Object.keys(all).toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\w-])(?:CORS-)?(${names.join('|')})(s?)(?![\\w[(-])`, 'gi')
}

interface SentenceProps {
  readonly text: string
  /** The words that are explained already. */
  readonly seen?: Set<string>
}

/** A sentence whose technical words have their explanations, each word once. */
export function Sentence({ text, seen = new Set() }: SentenceProps): VNode {
  const parts: ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const word = match[1]!.toLowerCase()
    if (seen.has(word) || isInCode(text, match.index)) continue
    seen.add(word)
    // A line must not begin with the comma after the word.
    const after = /^(['’]s|[.,:;)])*/.exec(text.slice(match.index + match[0].length))![0]
    parts.push(
      ...withCode(text.slice(end, match.index)),
      <span class="whole">
        <Term word={word}>{match[0]}</Term>
        {after}
      </span>,
    )
    end = match.index + match[0].length + after.length
  }
  parts.push(...withCode(text.slice(end)))
  return <>{parts}</>
}

function isInCode(text: string, at: number): boolean {
  return text.slice(0, at).split('`').length % 2 === 0 || /["/:.]$|\w\($/.test(text.slice(0, at))
}

/** Sentences of Corsage write code in backquotes. */
export function withCode(text: string): ComponentChildren[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? <code>{part}</code> : part))
}
