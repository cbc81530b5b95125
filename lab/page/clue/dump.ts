import type { CallReading, ClueCall } from '../../../src/clues/index.ts'
import { readCommand } from '../../../src/clues/dump/command.ts'
import { type DumpAnswer, type DumpExchange, readDump } from '../../../src/clues/dump/read.ts'
import { ofBrowser, pageIn, readHeaders } from '../../../src/clues/headers.ts'
import { listsFor, permission, withLines } from '../model/answer-text.ts'
import { isRedirect } from '../model/header-lines.ts'
import { DEFAULT_SCENE, MAX_LENGTH, type Scene } from '../scene/scene.ts'
import type { Clue } from './clue.ts'

/** A call that was read before its output, and what the scene of it is. */
export interface Called {
  readonly call: ClueCall
  readonly scene: Scene
}

const NO_PREFLIGHT = 'The text does not have the answer to the preflight. Assumed: it allows the call.'
const NO_RESPONSE =
  'The text only has the answer to the preflight. Assumed: the answer to the call itself allows the page.'
const BOTH = 'The lists of methods and headers are for preflights, so that the lab takes these headers as both answers.'

/** Reads a dump of HTTP, or the headers of an answer; `undefined` if the text is neither. */
export function readDumpClue(text: string, scene: Scene): Clue | undefined {
  const command = readCommand(text)
  const isObject = /^(?:Headers )?\{/.test(text)
  const json = isObject ? fromObject(text) : undefined
  if (isObject && json === undefined) return
  const found = readDump(json ?? command?.output ?? text)
  if (command && found.length) {
    const { method, url, headers } = command
    const [first, ...rest] = found
    return ofExchanges([{ ...(method !== undefined && { method }), url, ...first!, headers }, ...rest], scene)
  }
  return found.length ? ofExchanges(found, scene) : undefined
}

/** The scene of a line of curl with what it printed. */
export function withOutput({ call, output = '' }: CallReading, scene: Scene): { scene: Scene; remarks: string[] } {
  const answers = readDump(output).filter(isFinal)
  const remarks: string[] = []
  const asked = call.asks ? { ...scene, method: call.asks.method, headers: linesOf(call.asks.headers) } : scene
  const isPreflight = /^OPTIONS$/i.test(call.method)
  return {
    scene: answered(
      isPreflight && !call.asks ? preflighted(asked, scene, remarks) : asked,
      answers,
      isPreflight,
      remarks,
    ),
    remarks,
  }
}

function ofExchanges(all: readonly DumpExchange[], scene: Scene): Clue {
  const exchanges = all.filter(isFinal)
  const first =
    exchanges.find(({ method, url }) => method !== undefined || url !== undefined) ?? exchanges[0] ?? all[0]!
  const isRequested = (first.method ?? 'GET') !== 'GET' || first.url !== undefined || first.headers.length > 0
  if (!isRequested) return ofAnswers(exchanges, scene)
  const read = readHeaders(eachLine(first.headers), [])
  const preflight = exchanges.find(({ method }) => method === 'OPTIONS')
  const actual = exchanges.find(({ method, url }) => method !== 'OPTIONS' && (method ?? url) !== undefined)
  const asks = preflight && readHeaders(eachLine(preflight.headers), []).asks
  const page = pageIn(read.page, undefined) ?? scene.page
  const asked: Scene = {
    ...scene,
    page,
    ...(first.url !== undefined && { url: first.url.slice(0, MAX_LENGTH) }),
    method: actual?.method ?? asks?.method ?? (preflight ? scene.method : (first.method ?? 'GET')),
    headers: linesOf(
      asks?.headers ??
        ofBrowser(
          read.headers.filter(([name]) => !/^content-length$/i.test(name)),
          [],
        ),
    ).slice(0, MAX_LENGTH),
    credentials: read.hasCookies ? 'include' : 'same-origin',
    mode: read.mode ?? 'cors',
    body: '',
    bodyAs: 'text',
  }
  const remarks: string[] = []
  const full = preflight && !asks && !actual ? preflighted(asked, scene, remarks) : asked
  const final = answered(full, exchanges, preflight !== undefined && !actual, remarks)
  return {
    kind: 'request and its answer',
    found: [{ title: `${final.method} ${final.url}`, scene: () => final, remarks }],
  }
}

/** Only answers: to a preflight, if they have the lists of one. */
function ofAnswers(exchanges: readonly DumpExchange[], scene: Scene): Clue {
  const [first, second] = exchanges.map(({ answer }) => textOf(answer))
  const hasLists = /^access-control-(allow-methods|allow-headers|max-age)\s*:/im.test(first ?? '')
  const isBoth = hasLists && /^access-control-allow-origin\s*:/im.test(first!)
  const read: Scene = {
    ...scene,
    by: 'headers',
    ...(hasLists && { preflight: first! }),
    ...((!hasLists || isBoth) && { response: first! }),
    ...(!hasLists && second !== undefined && isRedirect(first!) && { redirected: second }),
  }
  const found = { title: 'The response', scene: () => read, remarks: isBoth ? [BOTH] : [] }
  return { kind: 'response headers', found: [found] }
}

/** A preflight that does not name the call it is for. */
function preflighted(asked: Scene, scene: Scene, remarks: string[]): Scene {
  const method = /^(GET|HEAD|POST|OPTIONS)$/i.test(scene.method) ? 'PUT' : scene.method
  remarks.push(`The text has a preflight, and does not name the method for which it asks. Assumed: ${method}.`)
  return { ...asked, method }
}

/** A scene with the answers of a dump, and with permission in place of those that it does not have. */
function answered(scene: Scene, exchanges: readonly DumpExchange[], isPreflight: boolean, remarks: string[]): Scene {
  const texts = exchanges.flatMap(({ answer, method }) => (answer ? [{ text: textOf(answer), method }] : []))
  const preflight = texts.find(({ method }) => method === 'OPTIONS')?.text ?? (isPreflight ? texts[0]?.text : undefined)
  const [response, redirected] = texts.map(({ text }) => text).filter((text) => text !== preflight)
  if (preflight === undefined && response === undefined) return scene
  if (response === undefined) remarks.push(NO_RESPONSE)
  const needsPreflight = scene.headers !== '' || !/^(GET|HEAD|POST)$/i.test(scene.method)
  if (preflight === undefined && needsPreflight) remarks.push(NO_PREFLIGHT)
  const allowed = permission(scene)
  return {
    ...scene,
    by: 'headers',
    preflight: preflight ?? withLines('204', [...allowed, ...listsFor(scene)]),
    response: response ?? withLines('200', allowed),
    redirected: redirected !== undefined && isRedirect(response ?? '') ? redirected : DEFAULT_SCENE.redirected,
    redirectedPreflight: '',
  }
}

/** Whether an answer is the last one to its request, and not from a proxy on the way. */
function isFinal({ answer }: DumpExchange): boolean {
  return !/^HTTP\/[\d.]+ (?:1\d\d|200 connection established)/i.test(answer?.status ?? '')
}

function textOf(answer: DumpAnswer | undefined): string {
  if (!answer) return ''
  const status = answer.status.trim()
  const lines = answer.headers.map(([name, value]) => `${name}: ${value.replaceAll(/[^\t -~\u0080-\u00FF]/g, '?')}`)
  return [...(status ? [status] : []), ...lines].join('\n').slice(0, MAX_LENGTH)
}

function eachLine(headers: readonly (readonly [string, string])[]): string[] {
  return headers.map((pair) => pair.join(': '))
}

function linesOf(headers: readonly (readonly [string, string])[]): string {
  return eachLine(headers).join('\n')
}

/** Headers as an object of strings: as JSON, as Firefox copies them, or as a program prints them. */
function fromObject(text: string): string | undefined {
  const lines = linesIn(text)
  const isKnown = lines.some((line) =>
    /^(?:access-control-|content-|accept|cache-|user-agent:|server:|vary:)/i.test(line),
  )
  return isKnown ? lines.join('\n') : undefined
}

function linesIn(text: string): string[] {
  const lines: string[] = []
  const visit = (value: unknown, key: string, depth = 0): void => {
    if (typeof value === 'string') lines.push(`${key}: ${value}`)
    if (typeof value !== 'object' || value === null || depth > 4) return
    const { name, value: own } = value as Readonly<Record<string, unknown>>
    if (typeof name === 'string' && typeof own === 'string') lines.push(`${name}: ${own}`)
    else for (const [inner, one] of Object.entries(value)) visit(one, inner, depth + 1)
  }
  try {
    visit(JSON.parse(text), '')
    return lines
  } catch {
    const pairs = text.matchAll(/['"]?([a-z][\w-]{1,60})['"]?\s{0,3}:\s{0,3}(?:'([^'\n]*)'|"([^"\n]*)")/gi)
    return [...pairs].map(([, name, single, double]) => `${name!}: ${single ?? double!}`)
  }
}
