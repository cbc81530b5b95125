import { enumerate } from '../../wording/enumerate.ts'
import { asUsage } from '../command/as-usage.ts'
import { defineCommand } from '../command/command.ts'
import { HOSTS } from '../init/hosts.ts'
import { RUNNERS } from '../init/runners.ts'
import { writeFiles } from '../modules/write-files.ts'
import { type Line, styled } from '../output/line.ts'
import { objectSchema } from '../schemas/schemas.ts'

const FILE_SCHEMA = objectSchema({ path: { type: 'string' }, content: { type: 'string' } })

/** What people call the hosts, and their packages. */
const ALSO_CALLED = Object.fromEntries(
  Object.entries(HOSTS).flatMap(([name, { title, signs }]) =>
    [title.toLowerCase(), ...(signs.packages ?? [])].map((other) => [other, name]),
  ),
)

export const init = defineCommand({
  name: 'init',
  summary: 'Writes a first policy, its mounting and a test',
  details: [
    'It detects the host and the test runner from the files of the current folder. On a terminal, it asks for what is missing. It replaces no file: if the file to mount the policy in is there, it prints the lines to add.',
  ],
  positionals: {},
  flags: {
    origin: {
      value: 'ORIGIN',
      isRepeatable: true,
      summary: 'Allows pages of this origin: https://app.example.com, https://*.example.com, or * for all',
    },
    method: { value: 'METHOD', isRepeatable: true, summary: 'Allows this method besides GET, HEAD and POST' },
    header: { value: 'NAME', isRepeatable: true, summary: 'Allows this request header' },
    credentials: { summary: 'Allows cookies and other credentials' },
    host: { value: 'HOST', choices: Object.keys(HOSTS), alsoCalled: ALSO_CALLED, summary: 'Names the host' },
    test: { value: 'RUNNER', choices: Object.keys(RUNNERS), summary: 'Names the test runner' },
  },
  formats: ['json'],
  examples: [
    {
      line: 'corsage init --host workers --origin https://app.example.com --method PUT',
      does: 'Writes files for a Cloudflare Worker, without a question',
    },
    {
      line: "corsage init --host deno --origin 'https://*.example.com' --credentials",
      does: 'Writes files for Deno, with a policy that allows cookies',
    },
  ],
  schema: objectSchema({
    host: { enum: Object.keys(HOSTS) },
    written: { type: 'array', items: { type: 'string' } },
    policy: FILE_SCHEMA,
    mount: FILE_SCHEMA,
    test: FILE_SCHEMA,
    next: { type: 'array', items: { type: 'string' }, description: 'Commands to run' },
  }),
  run: async ({ flags }, context) => {
    const { findRunner, installCommand, planFiles, readProject, readWish } = await import('../init/init.ts')
    const project = await readProject(context.cwd)
    const { host, options } = await readWish(flags, project, context)
    const runner = flags.test ?? findRunner(project, host)
    const { cors } = await import('../../index.ts')
    await asUsage(() => cors(options as { origin: string }), 'See corsage init --help')
    const { policy, mount, test } = planFiles({ host, runner, options }, project)
    const isMounted = !HOSTS[host]!.isPart && !project.has(mount.path)
    const written = [policy, test, ...(isMounted ? [mount] : [])]
    const files = Object.fromEntries(written.map(({ path, content }) => [path, content]))
    await writeFiles(files, { isForced: false, way: 'Remove what is there, or change it yourself' }, context)
    const next = [
      ...(project.packages.has('corsage') ? [] : [installCommand(project, host)]),
      `${RUNNERS[runner]!.command} ${test.path}`,
      `npx corsage audit ${policy.path}`,
    ]
    return {
      status: 0,
      text: [
        `Wrote for ${HOSTS[host]!.title}: ${enumerate(written.map(({ path }) => path))}`,
        ...(isMounted ? [] : ['', `Mount the policy in ${mount.path}:`, '', ...indented(mount.content)]),
        '',
        'Next:',
        ...next.map((line): Line => ({ indent: 2, isWhole: true, spans: [styled('bold', line)] })),
      ],
      json: { host, written: written.map(({ path }) => path), policy, mount, test, next },
    }
  },
})

function indented(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => ({ indent: 2, isWhole: true, spans: [line] }))
}
