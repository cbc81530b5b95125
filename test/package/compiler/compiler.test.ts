import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFolder } from '../consumer.ts'
import { ROOT } from '../project.ts'
import { ALL_COMPILERS, compile, type Compiler, lastLine, type Messages, writePrograms } from './compile.ts'
import { type Form, FORMS, GUARD_FORMS, writeProgram } from './forms.ts'
import { ILLEGAL_PATTERNS, LEGAL_OPTIONS, LEGAL_PATTERNS } from './legal.ts'
import { GUARD_MISTAKES } from './guard-mistakes.ts'
import type { Mistake } from './mistake.ts'
import { MISTAKES } from './mistakes.ts'

interface Row {
  readonly name: string
  readonly mistake: Mistake
  readonly form: Form
}

/** Every mistake in every form in which the compiler can see it. */
function rowsOf(mistakes: readonly Mistake[], forms: readonly Form[], start: string): readonly Row[] {
  return mistakes.flatMap((mistake, one) =>
    forms.flatMap((form, other) =>
      (mistake.isLiteral && !form.keepsLiterals) || (mistake.isContextual && !form.givesContext)
        ? []
        : [{ name: `${start}_${one}_${other}`, mistake, form }],
    ),
  )
}

const ROWS = [...rowsOf(MISTAKES, FORMS, 'policy'), ...rowsOf(GUARD_MISTAKES, GUARD_FORMS, 'guard')]

const LEGAL = new Map(
  LEGAL_OPTIONS.flatMap((options, one) =>
    FORMS.map((form, other) => [`legal_${one}_${other}`, writeProgram(form, options)] as const),
  ),
)
const PATTERNS = new Map(
  Object.entries({ accepted: LEGAL_PATTERNS, refused: ILLEGAL_PATTERNS }).map(([name, all]) => [
    name,
    `import { cors } from 'corsage'\n${all.map((options) => `cors(${options})\n`).join('')}`,
  ]),
)

let project: Awaited<ReturnType<typeof createFolder>>
const said = new Map<Compiler, Messages>()

beforeAll(async () => {
  project = await createFolder()
  const mistakes = ROWS.map(({ name, mistake, form }) => [name, writeProgram(form, mistake.options)] as const)
  await writePrograms(project.path, new Map([...mistakes, ...LEGAL, ...PATTERNS]))
  // oxlint-disable-next-line no-await-in-loop -- each compiler uses all processors
  for (const compiler of ALL_COMPILERS) said.set(compiler, await compile(project.path, compiler))
})
afterAll(() => project.remove())

function messagesOf(compiler: Compiler, name: string): readonly string[] {
  return said.get(compiler)!.get(name) ?? []
}

describe.each(ALL_COMPILERS)('%s', (compiler) => {
  test.each([...MISTAKES, ...GUARD_MISTAKES])('says what to write: $title', (mistake) => {
    const rows = ROWS.filter((row) => row.mistake === mistake)
    const silent = rows.filter(({ name }) => messagesOf(compiler, name).length === 0)
    const lines = rows.flatMap(({ name, form }) =>
      messagesOf(compiler, name).map((message) => `${form.title}: ${lastLine(message)}`),
    )

    expect(silent.map(({ form }) => form.title)).toEqual([])
    expect(lines.filter((line) => !mistake.wayOut.test(line))).toEqual([])
  })

  test('accepts legal options in every form', () => {
    expect([...LEGAL].flatMap(([name, text]) => messagesOf(compiler, name).map((message) => text + message))).toEqual(
      [],
    )
  })

  test('refuses no literal pattern that cors() accepts', () => {
    const lines = messagesOf(compiler, 'accepted').map((message) => Number(/^\((\d+)/.exec(message)?.[1]))

    expect(LEGAL_PATTERNS.length).toBeGreaterThan(100)
    expect(lines.map((line) => LEGAL_PATTERNS[line - 2])).toEqual([])
  })

  test('refuses most literal patterns that cors() refuses', () => {
    const lines = new Set(messagesOf(compiler, 'refused').map((message) => /^\((\d+)/.exec(message)?.[1]))
    console.info(`${compiler} refuses ${lines.size} of ${ILLEGAL_PATTERNS.length} patterns`)

    expect(lines.size / ILLEGAL_PATTERNS.length).toBeGreaterThan(2 / 3)
  })
})

/** The output of both compilers about a program: once if they say the same. */
function quote(name: string): string {
  const outputs = ALL_COMPILERS.map((compiler) => messagesOf(compiler, name).join('\n'))
  return new Set(outputs).size === 1
    ? `${ALL_COMPILERS.join(' and ')}:\n${outputs[0]}\n`
    : ALL_COMPILERS.map((compiler, at) => `${compiler}:\n${outputs[at]}\n`).join('\n')
}

// Read the file as a user would before you accept a change: `npm run test:package -- -u`.
test('the messages are as they were reviewed', async () => {
  const isFirst = ({ form }: Row): boolean => form === FORMS[0] || form === GUARD_FORMS[0]
  const sections = ROWS.filter(isFirst).concat(ROWS.filter((row) => !isFirst(row) && row.mistake === MISTAKES[0]))
  const texts = sections.map(({ name, mistake, form }) => {
    const [, line] = writeProgram(form, mistake.options).split('\n')
    return `# ${mistake.title} (${form.title})\n\n${line}\n\n${quote(name)}`
  })
  await expect(texts.join('\n')).toMatchFileSnapshot(join(ROOT, 'test/package/compiler-messages.txt'))
})
