import type { VNode } from 'preact'

/** What the visitor expects, before the result is shown. */
export type Guess = 'yes' | 'no' | 'none'

const ANSWERS = [
  ['yes', 'Yes'],
  ['no', 'No'],
  ['none', 'Show me'],
] as const satisfies readonly (readonly [Guess, string])[]

/** A question in place of the result. Any answer shows the result, and so does any change in the scene. */
export function Question({
  text,
  onGuess,
}: {
  readonly text: string
  readonly onGuess: (guess: Guess) => void
}): VNode {
  return (
    <section class="card question" aria-labelledby="question">
      <h3 id="question">{text}</h3>
      <p class="buttons">
        {ANSWERS.map(([guess, label]) => (
          <button key={guess} type="button" data-guess={guess} onClick={() => onGuess(guess)}>
            {label}
          </button>
        ))}
      </p>
    </section>
  )
}

/** The question with its answer. */
export function Answer({
  text,
  isYes,
  guess,
}: {
  readonly text: string
  readonly isYes: boolean
  readonly guess: Guess
}): VNode {
  const expected = guess === (isYes ? 'yes' : 'no') ? ', as you expected' : ''
  return (
    <p class="answered">
      {text} <b>{isYes ? 'Yes' : 'No'}</b>
      {expected}.
    </p>
  )
}
