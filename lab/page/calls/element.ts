/** The content of an element. A string becomes text, never markup. */
export type Content = Node | string | false | undefined

/** Makes an element. `name` may include classes: `p.why`. */
export function element(name: string, ...content: readonly Content[]): HTMLElement {
  const [tag = '', ...classes] = name.split('.')
  const made = document.createElement(tag)
  if (classes.length) made.className = classes.join(' ')
  made.append(...content.filter((it) => it !== undefined && it !== false))
  return made
}

/** A term and its details, for a `dl`. */
export function entry(term: string, ...details: readonly Content[]): HTMLElement {
  return element('div', element('dt', term), element('dd', ...details))
}

/** The element in index.html that has an id. */
export function byId<Kind extends HTMLElement>(id: string): Kind {
  const found = document.getElementById(id)
  if (!found) throw new Error(`No element "${id}", expected it in index.html`)
  return found as Kind
}
