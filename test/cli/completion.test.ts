import { execFileSync, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allFlags } from '../../src/cli/command/all-flags.ts'
import { COMMANDS } from '../../src/cli/commands/table.ts'
import { corsage, createProject, type Folder } from './corsage.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

let project: Folder
const scripts = new Map<Shell, string>()

beforeAll(async () => {
  project = await createProject()
  const printing = SHELLS.map(async (shell) => {
    const { stdout } = await corsage(['completion', shell])
    scripts.set(shell, stdout)
  })
  await Promise.all(printing)
})
afterAll(() => project.remove())

function isInstalled(shell: Shell): boolean {
  const isThere = spawnSync(shell, ['--version']).status === 0
  if (!isThere) {
    const message = `${shell} is not installed: its completion is not tested`
    if (process.env['CI'] === 'true') throw new Error(message)
    console.warn(message)
  }
  return isThere
}

/** How each shell is asked what it would offer after a line. */
const ASK: Readonly<Record<Shell, (line: string) => string[]>> = {
  bash: (line) => {
    const words = line.split(/(?<==)|(?==)| /)
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const program = `${scripts.get('bash')}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}\n_corsage\nprintf '%s\\n' "\${COMPREPLY[@]}"`
    return offered('bash', ['--norc', '-c', program])
  },
  zsh: (line) => {
    // compadd is what everything ends in. It prints what it is given, in place of offering it.
    const program = `
      autoload -Uz compinit; compinit -u -D
      ${scripts.get('zsh')}
      comptest() {
        compadd() {
          [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd "$@"; return }
          local -a found; builtin compadd -A found "$@"; print -lr -- $found
        }
        print; print BEGIN; _main_complete; compstate[insert]=; compstate[list]=; print -r -- END
      }
      zle -C comptest complete-word comptest
      bindkey '^I' comptest
    `
    const session = `
      zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z ${JSON.stringify('PROMPT=; stty -echo; source ./completion.zsh; print READY').replaceAll('$', String.raw`\$`)}
      zpty -r z line '*READY*READY*' || zpty -r z line '*READY*'
      zpty -w -n z $'${line}\\t'
      zpty -r -m z line '*END*'
      print -r -- "$line"
    `
    execFileSync('tee', ['completion.zsh'], { cwd: project.path, input: program })
    const lines = offered('zsh', ['-f', '-c', session])
    return lines.slice(lines.indexOf('BEGIN') + 1, lines.indexOf('END'))
  },
  fish: (line) => {
    const program = `${scripts.get('fish')}\ncomplete --do-complete ${JSON.stringify(line)}`
    return offered('fish', ['--no-config', '-c', program]).map((found) => found.split('\t')[0]!)
  },
}

function offered(shell: Shell, args: readonly string[]): string[] {
  const text = execFileSync(shell, args, { cwd: project.path, encoding: 'utf8', timeout: 20_000 })
  return text.split(/[\r\n]+/).filter(Boolean)
}

describe.each(SHELLS.filter(isInstalled))('the completion for %s', (shell) => {
  test('offers the commands', () => {
    const names = COMMANDS.map(({ name }) => name)
    expect(ASK[shell]('corsage ')).toEqual(expect.arrayContaining(names))
    const found = ASK[shell]('corsage che')
    expect(found).toContain('checklist')
    expect(found).not.toContain('audit')
  })

  // A start of a shell takes time, so not every command is tried.
  test.each(COMMANDS.filter(({ name }) => ['audit', 'init', 'completion'].includes(name)))(
    'offers the flags of $name',
    (command) => {
      const names = Object.keys(allFlags(command)).map((name) => `--${name}`)
      expect(ASK[shell](`corsage ${command.name} --`)).toEqual(expect.arrayContaining(names))
    },
  )

  test('offers the values of a flag', () => {
    const found = ASK[shell]('corsage audit src/policy.ts --stage ')
    expect(found).toEqual(expect.arrayContaining(['trial', 'stable']))
    expect(found).not.toContain('settings.json')
    expect(ASK[shell]('corsage export --to ha')).toEqual(['haproxy'])
  })

  test('offers the values of a word', () => {
    expect(ASK[shell]('corsage completion z')).toEqual(['zsh'])
  })

  test('offers files', () => {
    expect(ASK[shell]('corsage audit set')).toEqual(['settings.json'])
    expect(ASK[shell]('corsage export src/policy.ts --out sr').map((name) => name.replace(/\/$/, ''))).toEqual(['src'])
  })
})
