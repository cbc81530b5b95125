/** Whether the verdict is next to the form, not below it. */
export function isWide(): boolean {
  return matchMedia('(min-width: 62rem)').matches
}

/** Scrolls to the verdict, where a keyboard and a screen reader go on. */
export function showVerdict(): void {
  const smooth = matchMedia('(prefers-reduced-motion: no-preference)').matches
  document
    .querySelector('.verdict')
    ?.scrollIntoView({ behavior: smooth ? 'smooth' : 'instant', block: isWide() ? 'nearest' : 'start' })
  document.querySelector<HTMLElement>('.verdict h2')?.focus({ preventScroll: true })
}
