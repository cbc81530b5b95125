import type { CommandWords } from './words.ts'

/** The completion for bash 4 and newer. It needs no other package. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name)
  const cases = commands.map(({ name, flags, choices }) => {
    const words = flags.flatMap((flag) => [`--${flag.name}`, ...(flag.short ? [`-${flag.short}`] : [])])
    const values = flags.flatMap((flag) =>
      flag.choices.length
        ? [`      ${name},--${flag.name}) words='${flag.choices.join(' ')}' ;;`]
        : flag.takesValue
          ? [`      ${name},--${flag.name}) files=1 ;;`]
          : [],
    )
    return [...values, `      ${name},*) flags='${words.join(' ')}' words='${choices.join(' ')}' ;;`].join('\n')
  })
  return `# Completion of corsage for bash. Add this line to ~/.bashrc: eval "$(corsage completion bash)"
_corsage() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} flags='' words='' files=''
  # Bash takes = for a word of its own.
  if [[ $current == = ]]; then current=''; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  COMPREPLY=()
  if (( COMP_CWORD == 1 )); then
    words='${names.join(' ')} --help --version'
  else
    case "\${COMP_WORDS[1]},$previous" in
${cases.join('\n')}
    esac
  fi
  if [[ $current == -* ]]; then words="$words $flags"; fi
  if [[ -n $words ]]; then
    local IFS=$' \\n'
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")
  fi
  if (( \${#COMPREPLY[@]} == 0 )); then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
  fi
}
complete -F _corsage corsage
`
}
