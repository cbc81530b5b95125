import { inShell } from '../../wording/in-shell.ts'
import type { CommandWords, FlagWord } from './words.ts'

/** The completion for zsh. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name, summary }) => `    ${inShell(`${name}:${summary}`)}`)
  const cases = commands.map(({ name, flags, choices }) => {
    const specs = flags.map((flag) => `        ${inShell(specOf(flag))}`)
    const first = choices.length ? `1:word:(${choices.join(' ')})` : '*:file:_files'
    return `      ${name})\n        _arguments -s \\\n${[...specs, `        ${inShell(first)}`].join(' \\\n')} ;;`
  })
  return `#compdef corsage
# Completion of corsage for zsh. Add this line to ~/.zshrc, after compinit: eval "$(corsage completion zsh)"
_corsage() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
  else
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
${cases.join('\n')}
    esac
  fi
}
compdef _corsage corsage
`
}

function specOf({ name, short, summary, takesValue, choices }: FlagWord): string {
  const value = takesValue ? `:value:${choices.length ? `(${choices.join(' ')})` : '_files'}` : ''
  const words = `[${summary.replaceAll(/[[\]:\\]/g, String.raw`\$&`)}]${value}`
  return short ? `(-${short} --${name})--${name}${words}` : `--${name}${words}`
}
