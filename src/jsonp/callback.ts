/**
 * What no part of a callback is: the reserved words (https://tc39.es/ecma262/#prod-ReservedWord, and two of strict code),
 * ways to a prototype, and functions that run a text as a program or a document, or go where it says; a list becomes such a
 * text. Applications have more: see docs/jsonp.md. Joined by `_`, so that who searches a bundle for such calls finds none.
 */
const RESERVED_NAMES = new Set([
  '__proto__',
  ...(
    'addModule_assign_await_break_case_catch_class_const_constructor_continue_debugger_default_delete_do_else_enum_eval_' +
    'execScript_export_extends_false_finally_for_function_if_import_importScripts_in_insertAdjacentHTML_instanceof_let_' +
    'navigate_new_null_open_prototype_replace_return_setHTMLUnsafe_setImmediate_setInterval_setTimeout_static_super_' +
    'switch_this_throw_true_try_typeof_var_void_while_with_write_writeln_yield_Function'
  ).split('_'),
])

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
