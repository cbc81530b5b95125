/** Changes of an expression that a person makes by mistake. Each gives a different expression, or none. */
export const MUTATIONS: Readonly<Record<string, (regex: string) => string | undefined>> = {
  'without $': (regex) => changed(regex, regex.replace(/(\$|\\Z)(?=\)*$)/, '')),
  'without ^': (regex) => changed(regex, regex.replace(/^(\^|\\A)/, '')),
  'without the scheme': (regex) => changed(regex, regex.replace(/https?\??:(\/\/|\\\/\\\/)/, '')),
  'with http': (regex) => changed(regex, regex.replace('https:', 'https?:')),
  'with an optional scheme': (regex) => changed(regex, regex.replace(/https?\??:\/\//, '(https?://)?')),
  'with the first dot unescaped': (regex) => changed(regex, regex.replace(String.raw`\.`, '.')),
  'with the last dot unescaped': (regex) => changed(regex, regex.replace(/\\\.(?!.*\\\.)/, '.')),
  'without the first dot': (regex) => changed(regex, regex.replace(String.raw`\.`, '')),
  'with .* for a class': (regex) => changed(regex, regex.replace(/(\\w|\\d|\[(?!::)[^\]]+\])[+*]/, '.*')),
  'with .* at the end': (regex) => changed(regex, regex.replace(/\$$/, '.*$')),
  'with an empty alternative': (regex) => `${regex}|`,
  'with null': (regex) => `${regex}|^null$`,
}

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after
}
