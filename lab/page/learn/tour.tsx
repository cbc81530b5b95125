import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { keepOffline } from '../offline.ts'
import { onMissingPart } from '../part.ts'
import { Outdated } from '../see/outdated.tsx'
import { DamagedLink } from '../share/damaged.tsx'
import { writeFragment } from '../scene/fragment.ts'
import { Sentence } from '../words/term.tsx'
import { Contents, Ways } from './contents.tsx'
import { Control } from './control.tsx'
import type { Idea } from './idea.ts'
import { IDEAS } from './ideas.ts'
import { type LearnLink, readLink, writeLink } from './link.ts'
import { Answer, type Guess, Question } from './question.tsx'
import { type Playing, usePlayed } from './use-played.ts'

export function Tour(): VNode {
  // Where the visitor has been; the last one is shown.
  const [links, setLinks] = useState<readonly LearnLink[]>(() => [readLink(location.hash)])
  const [guesses, setGuesses] = useState<Readonly<Record<string, Guess>>>({})
  const [isOutdated, setOutdated] = useState(false)
  const [isDamageClosed, setDamageClosed] = useState(false)
  const { idea, value, problem } = links.at(-1)!
  const playing = usePlayed(idea, value)

  useEffect(() => {
    const load = (): void => {
      setLinks((before) => [...before, readLink(location.hash)])
      setDamageClosed(false)
    }
    addEventListener('hashchange', load)
    onMissingPart(() => setOutdated(true))
    keepOffline()
    return () => removeEventListener('hashchange', load)
  }, [])

  const change = (next: string): void => {
    setLinks([...links.slice(0, -1), { idea, value: next }])
    if (!guesses[idea.id]) setGuesses({ ...guesses, [idea.id]: 'none' })
    history.replaceState(null, '', `#${writeLink(idea, next)}`)
  }
  const hrefOf = (other: Idea): string =>
    `#${writeLink(other, links.findLast((link) => link.idea === other)?.value ?? other.first)}`
  // A link with a value is from somebody who wants to show what happens.
  const guess = guesses[idea.id] ?? (value === idea.first ? undefined : 'none')

  return (
    <>
      {isOutdated && <Outdated />}
      <Contents current={idea} hrefOf={hrefOf} />
      {problem !== undefined && !isDamageClosed && (
        <DamagedLink damage={{ problem, fragment: location.hash }} onClose={() => setDamageClosed(true)} />
      )}
      <article>
        <Head idea={idea} />
        <div class="changing">
          <Control control={idea.control} value={value} onChange={change} />
        </div>
        <Result
          idea={idea}
          value={value}
          playing={playing}
          guess={guess}
          onGuess={(said) => setGuesses({ ...guesses, [idea.id]: said })}
        />
        <p class="more">
          More about it:{' '}
          <a href={idea.spec.href} rel="noreferrer" target="_blank">
            {idea.spec.text}
            <span class="unseen">, in a new tab</span>
          </a>
          {idea.document !== undefined && (
            <>
              , and <code>{idea.document}</code> of Corsage
            </>
          )}
          .
        </p>
        <Ways current={idea} hrefOf={hrefOf} />
      </article>
    </>
  )
}

/** The idea in words. Its heading gets the focus when the visitor comes from another idea. */
function Head({ idea }: { readonly idea: Idea }): VNode {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(idea)
  useLayoutEffect(() => {
    document.title = `${idea.title} – Corsage`
    if (shown.current !== idea) heading.current?.focus()
    shown.current = idea
  }, [idea])
  const seen = new Set<string>()
  return (
    <div class="idea">
      <p class="progress">
        {IDEAS.indexOf(idea) + 1} of {IDEAS.length}: {idea.title}
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {idea.heading}
      </h2>
      {idea.text.map((text) => (
        <p key={text}>
          <Sentence text={text} seen={seen} />
        </p>
      ))}
    </div>
  )
}

interface ResultProps {
  readonly idea: Idea
  readonly value: string
  readonly playing: Playing | undefined
  readonly guess: Guess | undefined
  readonly onGuess: (guess: Guess) => void
}

/** What happens, or first the question what will happen. */
function Result({ idea, value, playing, guess, onGuess }: ResultProps): VNode {
  const place = useRef<HTMLDivElement>(null)
  const guessed = (said: Guess): void => {
    onGuess(said)
    // The button with the focus is gone then.
    place.current?.focus()
  }
  const { played, before, problem, Outcome } = playing ?? {}
  return (
    <div
      class="result"
      ref={place}
      tabIndex={-1}
      role="group"
      aria-label="What happens"
      aria-busy={playing?.value !== value}
    >
      {guess === undefined && <Question text={idea.question} onGuess={guessed} />}
      {guess !== undefined && problem !== undefined && (
        <p class="card trouble" role="status">
          {problem}
        </p>
      )}
      {guess !== undefined && played && Outcome && (
        <>
          {playing?.value === idea.first && <Answer text={idea.question} isYes={played.answer} guess={guess} />}
          <Outcome idea={idea} played={played} before={before} labHref={`/#${writeFragment(played.scene)}`} />
        </>
      )}
    </div>
  )
}
