import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readManifest, ROOT } from './project.ts'

/** When the installed `tldts` was published. It has the Public Suffix List of that day. */
const PUBLISHED: Readonly<Record<string, string>> = { '7.5.4': '15 November 2026' }

/** The tree of suffixes in `tldts`, which has no list of them: https://github.com/remusao/tldts. */
interface SuffixTree {
  readonly nodeFlags: Uint8Array
  readonly edgeStart: ArrayLike<number>
  readonly edgeLength: ArrayLike<number>
  readonly edgeChild: ArrayLike<number>
  readonly labelText: string
  readonly rulesRoot: number
}

/** A rule of the Public Suffix List in ASCII: `co.uk`, `*.run.app`. Exceptions (`!www.ck`) are left out. */
export interface PublicSuffixRule {
  readonly rule: string
  /** Whether it is in the second section, of companies whose customers get names below it. */
  readonly isPrivate: boolean
}

/** The source and the date of the list. */
export function listVersion(): string {
  const { version } = readManifest('node_modules/tldts/package.json')
  const date = PUBLISHED[version]
  if (!date) throw new Error(`Write down when tldts ${version} was published: npm view tldts time`)
  return `${date} (tldts ${version})`
}

/** Reads the rules of the Public Suffix List from `tldts`. */
export async function readPublicSuffixList(): Promise<PublicSuffixRule[]> {
  const file = pathToFileURL(join(ROOT, 'node_modules/tldts/dist/es6/src/data/trie.js')).href
  const tree = (await import(/* @vite-ignore */ file)) as SuffixTree
  const starts: number[] = []
  let end = 0
  for (let edge = 0; edge < tree.edgeLength.length; edge++) {
    starts.push(end)
    end += tree.edgeLength[edge]!
  }
  const rules = new Map<string, boolean>()
  const visit = (node: number, name: string): void => {
    const flag = tree.nodeFlags[node]!
    if (flag) rules.set(toAscii(name), flag === PRIVATE)
    for (let edge = tree.edgeStart[node]!; edge < tree.edgeStart[node + 1]!; edge++) {
      const label = tree.labelText.slice(starts[edge], starts[edge]! + tree.edgeLength[edge]!)
      visit(tree.edgeChild[edge]!, name ? `${label}.${name}` : label)
    }
  }
  visit(tree.rulesRoot, '')
  return Array.from(rules, ([rule, isPrivate]) => ({ rule, isPrivate }))
}

/** The flag of a node with a rule of the second section. */
const PRIVATE = 2

function toAscii(rule: string): string {
  return rule.replace(/[^*.].*/, (domain) => new URL(`http://${domain}`).hostname)
}
