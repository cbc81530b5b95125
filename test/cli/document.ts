import { allFlags } from '../../src/cli/command/all-flags.ts'
import type { Command } from '../../src/cli/command/command.ts'
import { formOf, formOfFlag } from '../../src/cli/command/forms.ts'
import { COMMANDS } from '../../src/cli/commands/table.ts'
import { EXIT_STATUSES } from '../../src/cli/help/main-help.ts'
import { escapeMarkdown } from '../../src/wording/markdown.ts'

/** docs/cli.md, from the same table as the help. */
export function renderDocument(): string {
  return `${INTRODUCTION}
## Exit status

${EXIT_STATUSES.map(([status, words]) => `- \`${status}\`: ${words}\n`).join('')}
## Commands

${COMMANDS.map(({ name, summary }) => `- [\`corsage ${name}\`](#corsage-${name}): ${escapeMarkdown(summary)}\n`).join('')}
${COMMANDS.map(sectionOf).join('\n')}`
}

const INTRODUCTION = `# The command line

<!-- This page is made of the table of commands in src/cli: npm run cli:document -->

\`\`\`sh
npx corsage audit src/policy.ts
\`\`\`

The program \`corsage\` is in the package. \`bunx corsage\` and \`deno run -A npm:corsage\` start it as well. It needs Node 20.12 or later, and Node 22.18, Deno or Bun for policies in TypeScript. It has no dependencies.

- **A policy is in a file.** A module in TypeScript or JavaScript exports it: as its default, as \`policy\`, as \`table\`, or as the only export that can be one. Its code runs, so open only files that you trust. A file that ends in \`.json\` has the options of [\`cors()\`](options.md) or the rows of [\`routes()\`](routes.md).
- **\`-\` is standard input**, which is JSON.
- **\`--json\`** prints data, and \`corsage schema\` prints its JSON Schema. \`--sarif\` is for code scanning, \`--markdown\` for comments and summaries.
- **Colours** are only on in terminals. \`NO_COLOR=1\` turns them off, \`FORCE_COLOR=1\` turns them on.
- **Characters that nobody sees** are printed as \`\\u001b\`, wherever they come from, so that no file and no server drives your terminal.
- **Completion:** \`eval "$(corsage completion bash)"\`, or \`zsh\`; for fish, see [below](#corsage-completion).
`

function sectionOf(command: Command): string {
  const { name, summary, details = [], positionals, examples } = command
  const words = Object.entries(positionals).map(([word, { summary: what, choices }]) => [
    word.toUpperCase(),
    choices ? `${what}: ${choices.join(', ')}` : what,
  ])
  const flags = Object.entries(allFlags(command)).map(([flag, known]) => [
    formOfFlag(flag, known),
    [
      known.summary,
      ...(known.isRepeatable ? ['can be given several times'] : []),
      ...(known.fallback === undefined ? [] : [`default: \`${known.fallback}\``]),
    ].join('; '),
  ])
  return `## corsage ${name}

\`\`\`text
corsage ${formOf(command)}
\`\`\`

${[`${summary}.`, ...details].map(escapeMarkdown).join('\n\n')}

${[...words, ...flags].map(([term = '', what = '']) => `- \`${term}\`: ${escapeMarkdown(what)}\n`).join('')}
\`\`\`sh
${examples.map(({ line, does }) => `# ${does}\n${line}\n`).join('')}\`\`\`
`
}
