/**
 * Whether to write colours. `NO_COLOR` counts if it is not empty (https://no-color.org), `FORCE_COLOR` if it is not 0.
 * Only terminals get colours by themselves, so that nothing is coloured in a pipe or in a file.
 */
export function hasColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = env
  if (force !== undefined) return !['0', 'false'].includes(force)
  return isTerminal && !no && terminal !== 'dumb'
}
