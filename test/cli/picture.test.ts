import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../package/project.ts'
import { createProject, type Folder } from './corsage.ts'
import { drawTerminal, THEMES } from './picture.ts'
import { onTerminal } from './terminal.ts'

const COLUMNS = 100
const COMMAND = [
  'corsage explain https://api.example.com/items -X PUT \\',
  '    --page https://app.example.com --policy policy.ts',
]
/** What clears the line of progress. */
const CLEARED = '\r\u001B[2K'
/** From here on, the output says it again in the words of each browser. */
const REST = '\n\n\u001B[1mWhat the console says'

let folder: Folder
let shown: string

beforeAll(async () => {
  folder = await createProject({
    'policy.ts': "export const policy = { origin: ['https://app.example.com'], allowHeaders: ['content-type'] }",
  })
  const output = await onTerminal(COMMAND.join('\n'), [], { cwd: folder.path, columns: COLUMNS })
  const [part, rest] = output.split(CLEARED).at(-1)!.split(REST)
  if (rest === undefined) throw new TypeError(`The output has no ${JSON.stringify(REST)}`)
  shown = `\u001B[2m$\u001B[0m npx ${COMMAND.join('\n')}\n${part}\n\u001B[2m…\u001B[0m`
})
afterAll(async () => {
  await folder.remove()
})

test.each(['light', 'dark'] as const)(
  'the %s picture of the README is what a terminal shows: npm run cli:picture',
  async (theme) => {
    const title = 'What npx corsage explain prints about a PUT that the policy does not allow'
    await expect(drawTerminal(title, shown, COLUMNS, THEMES[theme])).toMatchFileSnapshot(
      join(ROOT, `docs/pictures/explain-${theme}.svg`),
    )
  },
)
