import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cors } from '../../src/index.ts'
import { readManifest, readText, ROOT } from './project.ts'

const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: ROOT, exclude: ['**/node_modules'] })

/** A link in a page, to a file of the project. */
interface Link {
  readonly target: string
  readonly anchor: string | undefined
}

function withoutPrograms(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, '')
}

function linksIn(page: string): Link[] {
  const text = withoutPrograms(readText(page))
  const targets = Array.from(
    text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g),
    ([, link, source]) => link ?? source!,
  )
  return targets
    .filter((target) => !/^https?:/.test(target))
    .map((target) => {
      const [path, anchor] = target.split('#')
      return { target: path ? join(dirname(page), path) : page, anchor }
    })
}

/** The anchors of a page, as GitHub makes them of headings. */
function anchorsIn(page: string): string[] {
  return Array.from(withoutPrograms(readText(page)).matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
}

const { scripts } = JSON.parse(readText('package.json')) as { readonly scripts: Readonly<Record<string, string>> }

/** Rooms that CONTRIBUTING.md keeps free. */
const FUTURE: ReadonlySet<string> = new Set(['src/export', 'src/origins'])

describe.each(pages)('%s', (page) => {
  test('links to files that exist', () => {
    expect(linksIn(page).filter(({ target }) => !existsSync(join(ROOT, target)))).toEqual([])
  })

  test('links to headings that exist', () => {
    const missing = linksIn(page).filter(({ target, anchor }) => anchor && !anchorsIn(target).includes(anchor))
    expect(missing).toEqual([])
  })

  test('names files and folders that exist', () => {
    const paths = Array.from(
      readText(page).matchAll(/`((?:src|adapters|test|bench|docs|examples|lab)\/[\w./-]+)`/g),
      ([, path = '']) => path,
    )
    expect(paths.filter((path) => !FUTURE.has(path) && !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('names commands that exist', () => {
    const commands = Array.from(readText(page).matchAll(/npm run ([\w:]+)/g), ([, command = '']) => command)
    expect(commands.filter((command) => !(command in scripts))).toEqual([])
  })

  test('has no heading twice, so that each can be linked', () => {
    const anchors = anchorsIn(page)
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) < at)).toEqual([])
  })
})

/** The packages whose versions the README's table of hosts names. */
const PACKAGES: Readonly<Record<string, string>> = {
  Deno: 'deno',
  Bun: 'bun',
  Hono: 'hono',
  'edge VM': '@edge-runtime/vm',
  'Next.js': 'next',
  'dev servers': '@netlify/functions-dev',
  'its Node client': 'aws-lambda-ric',
  'Node.js': 'node',
  Express: 'express',
  Koa: 'koa',
  Fastify: 'fastify',
  h3: 'h3',
  Elysia: 'elysia',
  SvelteKit: '@sveltejs/kit',
  Astro: 'astro',
  'React Router': 'react-router',
}

describe('README.md', () => {
  const readme = readText('README.md')

  test('is an index: at most 10 KB', () => {
    expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(10_240)
  })

  test.each(globSync('docs/*.md', { cwd: ROOT }))('leads to %s', (page) => {
    const direct = linksIn('README.md').map(({ target }) => target)
    expect([
      ...direct,
      ...direct
        .filter((target) => target.endsWith('.md'))
        .flatMap((target) => linksIn(target).map((link) => link.target)),
    ]).toContain(page)
  })

  test('gives the size of the core that size.test.ts allows', () => {
    const [, budget] = readText('test/package/size.test.ts').match(/CORE_BUDGET = (\d+)/)!
    expect(readme).toContain(`${Math.ceil(Number(budget) / 100) / 10} kB (gzipped)`)
  })

  test('says what a fresh machine needs', () => {
    expect(readme).toContain('npm ci && npm start')
    expect(readme).toContain('npm ci && npm test')
  })

  /** The last column of the table of hosts: `[Hono 4.13.19](test/hosts/node.test.ts)`. */
  const ran = Array.from(
    readme.matchAll(/\| \[([\w:. ]+?) (\d[\d.-]*)\]\((test\/[\w/.-]+)\)[^|]*\|$/gm),
    ([, name = '', version = '', file = '']) => [name, version, file] as const,
  )

  test('says for each host which version ran, by which test', () => {
    const [, table = ''] = readme.split('| --- | --- | --- |\n')
    const rows = table.split('\n\n')[0]!.split('\n')
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.filter((row) => !/\]\(test\/[\w/.-]+\.test\.ts\)[^|]*\|$/.test(row))).toEqual([])
    expect(new Set(ran.map(([name]) => name))).toEqual(new Set(['workerd', ...Object.keys(PACKAGES)]))
  })

  test.each(ran.filter(([name]) => name in PACKAGES))(
    'names the version of %s that is tested: %s',
    (name, version, file) => {
      const manifest = `${dirname(file)}/package.json`
      const own = existsSync(join(ROOT, manifest)) ? readManifest(manifest) : undefined
      const tools = { ...readManifest('package.json').devDependencies, ...own?.devDependencies, ...own?.dependencies }
      expect(version).toBe(tools[PACKAGES[name]!])
    },
  )

  test('names the version of workerd that is tested', () => {
    const [, date] = readManifest('node_modules/workerd/package.json').version.match(/^\d+\.(\d+)\./)!
    const versions = Array.from(readme.matchAll(/workerd ([\d-]+)/g), ([, version = '']) => version.replaceAll('-', ''))
    expect(new Set(versions)).toEqual(new Set([date]))
  })
})

test('CONTRIBUTING.md names every command for contributors', () => {
  const text = readText('CONTRIBUTING.md')
  expect(
    Object.keys(scripts).filter(
      (name) => name !== 'start' && name !== 'test' && !name.startsWith('check:') && !text.includes(name),
    ),
  ).toEqual([])
})

test.each(globSync('src/*', { cwd: ROOT }))('CONTRIBUTING.md says what is in %s', (room) => {
  expect(readText('CONTRIBUTING.md')).toContain(`- \`${room}\``)
})

/** All codes of a `PolicyIssue`: the members of the type. */
function issueCodes(): string[] {
  const [, union = ''] = readText('src/policy/issues.ts').match(/export type PolicyIssueCode =\n([^]*?)\n\n/) ?? []
  return Array.from(union.matchAll(/'([a-z-]+)'/g), ([, code = '']) => code)
}

/** All reasons of a `Decision`. */
function decisionReasons(): string[] {
  const [, union = ''] = readText('src/policy/decision.ts').match(/export type Reason =\n([^]*?)\n\n/) ?? []
  return Array.from(union.matchAll(/'([a-z-]+)'/g), ([, reason = '']) => reason)
}

describe('docs/refusals.md', () => {
  const page = readText('docs/refusals.md')

  test('has a section for every code of an issue, and for no other', () => {
    const sections = Array.from(page.matchAll(/^### ([a-z-]+)$/gm), ([, code]) => code)
    expect(issueCodes().length).toBeGreaterThan(30)
    expect(new Set(sections)).toEqual(new Set(issueCodes()))
  })

  test.each(issueCodes())('says more of %s than its name', (code) => {
    const [, section = ''] = page.split(`### ${code}\n`)
    expect(section.split('\n#')[0]!.trim().split(' ').length).toBeGreaterThan(8)
  })

  test.each(decisionReasons())('lists the reason %s', (reason) => {
    const [requests = ''] = page.split('## Options that')
    expect(requests).toContain(`\`${reason}\``)
  })
})

test('docs/options.md has a section or a line for every option', () => {
  const page = readText('docs/options.md')
  const options = Array.from(
    readText('src/policy/options.ts').matchAll(/^ {2}readonly (\w+)\??: /gm),
    ([, option = '']) => option,
  )
  const sections = new Set(page.match(/(?<=^## )\w+$|(?<=^- `)\w+(?=`:)/gm))
  expect(options.length).toBeGreaterThan(15)
  expect([...new Set(options)].filter((option) => option !== 'request' && !sections.has(option))).toEqual([])
})

describe('the origins of apps and extensions in docs/origins.md', () => {
  const rows = readText('docs/origins.md').match(/^\| .*:\/\/.*$/gm) ?? []
  const origins = rows.flatMap((row) => Array.from(row.matchAll(/`([a-z-]+:\/\/[^`]+)`/g), ([, origin = '']) => origin))

  test('are there', () => {
    expect(rows.length).toBeGreaterThan(7)
    expect(origins).toContain('app://.')
  })

  test.each(origins)('can be listed: %s', (origin) => {
    expect(cors({ origin: [origin], credentials: true }).allowsOrigin(origin)).toBe(true)
  })
})
