import { EditorView } from '@codemirror/view'

const TOOLTIP = {
  maxWidth: 'min(30rem, calc(100vw - 1rem))',
  border: '1px solid var(--quiet)',
  borderRadius: '0.5rem',
  backgroundColor: 'var(--card)',
  color: 'var(--ink)',
  boxShadow: '0 4px 16px rgb(0 0 0 / 0.25)',
}

/** The look of the editor, in the colours of the page, which follow light and dark by themselves. */
export const theme = EditorView.theme({
  '&': {
    marginBlockStart: '0.2rem',
    maxHeight: '26rem',
    border: '1px solid var(--quiet)',
    borderRadius: '0.5rem',
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    fontSize: '0.88rem',
  },
  // Phones zoom into a field with smaller letters.
  '@media (pointer: coarse)': { '&': { fontSize: '16px' } },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': { minHeight: '7.5rem', fontFamily: 'var(--mono)', lineHeight: '1.5', borderRadius: 'inherit' },
  '.cm-content': { padding: '0.45rem 0', caretColor: 'var(--ink)' },
  '.cm-content:focus-visible': { outline: 'none' },
  '.cm-gutters': { border: 'none', backgroundColor: 'transparent', color: 'var(--quiet)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '1.9em', padding: '0 0.4em 0 0.3em' },

  '.cm-own-comment': { color: 'var(--quiet)', fontStyle: 'italic' },
  '.cm-own-string': { color: 'var(--good)' },
  '.cm-own-value': { color: 'var(--read)' },
  '.cm-own-name': { color: 'var(--accent)' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--code)', outline: '1px solid var(--quiet)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: 'var(--bad)' },

  '.cm-lintRange': { paddingBottom: '0' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    // Not in one line, which WebKit does not understand.
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationColor: 'var(--bad)',
    textDecorationThickness: '1px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--bad)' },
  '.cm-tooltip-lint': { overflow: 'hidden' },
  '.cm-diagnostic': { padding: '0.5rem 0.7rem', fontSize: '0.88rem' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--bad)' },
  '.cm-diagnosticAction': {
    display: 'block',
    minHeight: '2rem',
    margin: '0.4rem 0 0',
    padding: '0.2rem 0.7rem',
    border: '1px solid var(--accent)',
    borderRadius: '0.5rem',
    backgroundColor: 'var(--accent)',
    color: 'var(--paper)',
    fontWeight: '600',
    textAlign: 'start',
  },

  '.cm-tooltip': TOOLTIP,
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxWidth: 'min(30rem, calc(100vw - 1rem))',
    maxHeight: 'none',
    overflow: 'hidden',
    borderRadius: 'inherit',
    fontFamily: 'var(--mono)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.6rem', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--paper)' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--paper)' },
  '.cm-completionDetail': { color: 'var(--quiet)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { textDecoration: 'underline' },
  '.cm-tooltip.cm-completionInfo': { padding: '0.5rem 0.7rem', fontSize: '0.88rem' },
})
