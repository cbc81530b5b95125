import { Window } from 'happy-dom'

/** A window with an empty document, for clients that look for one. */
export function openWindow(url) {
  return new Window({ url })
}
