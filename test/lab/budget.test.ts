import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BuiltLab, buildLab, OLD_PART } from './build.ts'

/**
 * Bytes after gzip of everything that the lab needs for the first verdict: HTML, CSS and scripts. A phone on a slow network
 * (400 kbit/s) has it in little more than a second.
 */
const FIRST = 60_000

/** The files of it, of which each may cost a way to the server and back. */
const FILES = 14

/** Bytes after gzip of the tour before it can be read, and of its first scene, which loads while the visitor reads. */
const LEARN = 22_000
const LEARN_SCENE = 72_500

/** Bytes after gzip of each part that loads later: the charts, the half of Corsage for policies, what reads clues. */
const LATER = 20_000

/** Bytes after gzip of the editor of policies: CodeMirror, without a grammar. */
const EDITOR = 125_000

let lab: BuiltLab
let names: string[]

beforeAll(() => {
  lab = buildLab()
  names = readdirSync(lab.folder).filter((name) => /\.(js|css|html)$/.test(name))
})
afterAll(() => lab?.remove())

const textOf = (name: string): string => readFileSync(join(lab.folder, name), 'utf8')
const sizeOf = (name: string): number => gzipSync(textOf(name), { level: 9 }).length

const total = (files: Iterable<string>): number => [...files].reduce((sum, name) => sum + sizeOf(name), 0)

/** A script, and every script that it imports before it runs. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const [, imported] of textOf(name).matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
    withImports(imported!, found)
  return found
}

test('the first verdict needs few bytes, in few files', () => {
  const first = ['index.html', 'lab.css', ...withImports('main.js')]
  expect(first.length).toBeLessThanOrEqual(FILES)
  expect(total(first)).toBeLessThanOrEqual(FIRST)
})

test('the text of the tour needs few bytes, and the first scene loads little more than the lab', () => {
  const page = ['learn.html', 'learn.css', ...withImports('learn.js')]
  expect(total(page)).toBeLessThanOrEqual(LEARN)
  const stage = names.find((name) => name.startsWith('stage-'))!
  expect(total(new Set([...page, ...withImports(stage)]))).toBeLessThanOrEqual(LEARN_SCENE)
})

test('each later part needs few bytes', () => {
  const first = withImports('main.js')
  const later = names.filter((name) => name.endsWith('.js') && !first.has(name))
  const limitOf = (name: string): number => (name.startsWith('editor-') ? EDITOR : LATER)
  expect(later.filter((name) => sizeOf(name) > limitOf(name))).toEqual([])
  expect(later.filter((name) => name.startsWith('editor-'))).toHaveLength(1)
})

test('the page of the real calls needs few bytes, with the model and a copy of the API', () => {
  const files = ['calls.html', 'calls/style.css', 'calls/main.js']
  expect(files.reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThanOrEqual(FIRST)
})

test('nothing of an older build is left', () => {
  expect(names).toContain('main.js')
  expect(names).not.toContain(OLD_PART)
})

test('no page has a script or a style in itself', () => {
  const pages = names.filter((name) => name.endsWith('.html'))
  expect(pages).toHaveLength(globSync('lab/page/*.html').length)
  expect(pages.filter((name) => /<script>|<script [^>]*>[^<]|<style|\sstyle=|\son\w+=/.test(textOf(name)))).toEqual([])
})
