/** What an element may contain: text is text, never markup. */
export type Content = Node | string | false | undefined

/** Makes an element. `name` may carry a class: `p.why`. */
export function element(name: string, ...content: readonly Content[]): HTMLElement {
  const [tag = '', ...classes] = name.split('.')
  const made = document.createElement(tag)
  if (classes.length) made.className = classes.join(' ')
  made.append(...content.filter((it) => it !== undefined && it !== false))
  return made
}

/** A term and what is said of it. */
export function entry(term: string, ...details: readonly Content[]): HTMLElement {
  return element('div', element('dt', term), element('dd', ...details))
}

/** The element that index.html has under an id. */
export function byId<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id)
  if (!found) throw new Error(`No element "${id}", expected it in index.html`)
  return found as Kind
}
