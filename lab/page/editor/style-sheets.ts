import { StyleModule } from 'style-mod'

const sheets = new WeakMap<StyleModule, CSSStyleSheet>()

function sheetOf(module: StyleModule): CSSStyleSheet {
  const known = sheets.get(module)
  if (known) return known
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(module.getRules())
  sheets.set(module, sheet)
  return sheet
}

/**
 * Makes CodeMirror write its styles into style sheets that the document adopts. By default, it inserts a `<style>`
 * element, which the content security policy refuses. In a shadow root it would adopt them too, but a label and a hint
 * do not reach into a shadow root, and the selection in one differs between browsers.
 */
export function adoptStyleSheets(): void {
  StyleModule.mount = (_root, given) => {
    const own = [given].flat().map(sheetOf)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((sheet) => !own.includes(sheet)), ...own]
  }
}
