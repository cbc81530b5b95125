/** Scrolls to the verdict, where a keyboard and a screen reader go on. */
export function showVerdict(): void {
  const smooth = matchMedia('(prefers-reduced-motion: no-preference)').matches
  document.querySelector('.see')?.scrollIntoView({ behavior: smooth ? 'smooth' : 'instant' })
  document.querySelector<HTMLElement>('.verdict h2')?.focus({ preventScroll: true })
}
