import type { VNode } from 'preact'
import { fieldText } from '../scene/scene.ts'
import { withCode } from '../words/term.tsx'
import { type Control as ControlOf, MAX_TEXT } from './idea.ts'

interface ControlProps {
  readonly control: ControlOf
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The one thing that the visitor can change. */
export function Control(props: ControlProps): VNode {
  if (props.control.kind === 'text') return <TextControl {...props} />
  return props.control.kind === 'slider' ? <Slider {...props} /> : <Choices {...props} />
}

function Choices({ control, value, onChange }: ControlProps): VNode {
  return (
    <fieldset class="control choices">
      <legend>{withCode(control.label)}</legend>
      {control.choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name="choice"
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>{withCode(choice.label)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Slider({ control: { label, choices }, value, onChange }: ControlProps): VNode {
  const at = choices.findIndex((choice) => choice.value === value)
  return (
    <div class="card control">
      <label for="slider">{withCode(label)}</label>
      <output for="slider">{choices[at]?.label}</output>
      <input
        id="slider"
        type="range"
        min={0}
        max={choices.length - 1}
        value={at}
        aria-valuetext={choices[at]?.label}
        onInput={({ currentTarget }) => onChange(choices[Number(currentTarget.value)]!.value)}
      />
    </div>
  )
}

function TextControl({ control: { label, choices }, value, onChange }: ControlProps): VNode {
  return (
    <div class="card control">
      <label for="text">{withCode(label)}</label>
      <input
        id="text"
        type="text"
        value={value}
        maxLength={MAX_TEXT}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        onInput={({ currentTarget }) => onChange(fieldText(currentTarget.value))}
      />
      <p class="hint" id="suggestions">
        Write any URL, or try one:
      </p>
      <ul class="suggestions" aria-labelledby="suggestions">
        {choices.map((choice) => (
          <li key={choice.value}>
            <button
              type="button"
              class="chip"
              data-value={choice.value}
              aria-pressed={choice.value === value}
              onClick={() => onChange(choice.value)}
            >
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
