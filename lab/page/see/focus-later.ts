/** Moves the focus to a heading, after a click on a button that is gone when the page has been drawn again. */
export function focusLater(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus())
}
