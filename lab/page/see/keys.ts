/** Where a key leads in a row of which one item is chosen; nowhere with a modifier, such as Alt-Left, which goes back. */
export function placeAfterKey(event: KeyboardEvent, at: number, last: number): number | undefined {
  const { key, altKey, ctrlKey, metaKey } = event
  if (altKey || ctrlKey || metaKey) return
  const place = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[key]
  if (place !== undefined) event.preventDefault()
  return place
}
