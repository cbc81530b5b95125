/**
 * What no part of a callback is: the reserved words (https://tc39.es/ecma262/#prod-ReservedWord, and two of strict code),
 * ways to a prototype, and functions that run a text as a program or a document, or go where it says; a list becomes such a
 * text. Applications have more: see docs/jsonp.md.
 */
const RESERVED_NAMES = new Set(
  (
    'addModule assign await break case catch class const constructor continue debugger default delete do else enum eval ' +
    'execScript export extends false finally for function if import importScripts in insertAdjacentHTML instanceof let ' +
    'navigate new null open prototype replace return setHTMLUnsafe setImmediate setInterval setTimeout static super ' +
    'switch this throw true try typeof var void while with write writeln yield __proto__ Function'
  ).split(' '),
)

/**
 * Whether `text` may be called: at most four names of ASCII letters, digits, `_` and `$`, joined by dots, of 64 bytes in
 * all. The bounds keep out what is a name and a program in another format too (CVE-2014-4671), and long ways to a button.
 *
 * There is one way only to part a text into names, and so nothing to backtrack.
 */
export function isCallback(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    text.length < 65 &&
    text.split('.').every((name, at) => at < 4 && /^[a-z_$][\w$]*$/i.test(name) && !RESERVED_NAMES.has(name))
  )
}
