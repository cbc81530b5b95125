import * as vega from 'vega'
import * as vegaLite from 'vega-lite'

/** Whatever font the reader's system has, as in GitHub's own text. */
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"

export interface Colours {
  /** The text, and text that matters less. */
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly band: string
  /** Corsage, and the others. */
  readonly accent: string
  readonly second: string
  readonly third: string
}

/**
 * The neutral colours are those of the lab's pages. Its accent looks grey to many people who are colour-blind, whereas
 * vermilion, blue and grey look different to everybody. Text has a contrast of at least 4.5 on GitHub's background.
 */
export const THEMES: Readonly<Record<'light' | 'dark', Colours>> = {
  light: {
    ink: '#26212b',
    quiet: '#625a69',
    line: '#d9d2dc',
    band: '#e9e3ec',
    accent: '#bd4800',
    second: '#2474b5',
    third: '#75707d',
  },
  dark: {
    ink: '#ece8ef',
    quiet: '#aaa1b3',
    line: '#3b3644',
    band: '#35303f',
    accent: '#ff9d5c',
    second: '#4f9be0',
    third: '#958d9f',
  },
}

/** The settings of Vega-Lite that all plots share. */
function configure({ ink, quiet, line }: Colours): object {
  return {
    background: null,
    aria: false,
    font: FONT,
    view: { stroke: null },
    text: { fontSize: 11 },
    axis: {
      labelColor: quiet,
      labelFontSize: 11,
      gridColor: line,
      gridWidth: 1,
      domain: false,
      ticks: false,
      labelPadding: 6,
      title: null,
    },
    header: {
      labelColor: ink,
      labelFontSize: 12,
      labelFontWeight: 600,
      labelAnchor: 'start',
      labelPadding: 9,
      title: null,
    },
  }
}

/** Panels in rows and columns, with text around them. */
export interface Plot {
  readonly title: string
  /** The lines below the title, and at the foot. */
  readonly lines: readonly string[]
  readonly foot: readonly string[]
  /** The room that the axes take on the left. */
  readonly left: number
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly values: readonly object[]
  readonly panelHeight: number
  /** The panel for a width, in terms of Vega-Lite. */
  readonly panel: (width: number) => object
}

interface Frame {
  readonly top: number
  readonly bottom: number
  readonly colours: Colours
}

/** The width of the text of a README on GitHub. */
const WIDTH = 830
const GAP = { column: 20, row: 62 }
const LINE = { title: 16, text: 17, foot: 15 }
/** From the lines of the head down to the panels, where the headings of a row and of the columns go; below, the axis. */
const HEADINGS = 80
const AXIS = 44

/**
 * Draws a plot, one column for each runtime. All places are given and none is measured: without a browser nobody knows
 * how wide a string is, and the same figures should give the same bytes everywhere.
 *
 * @param note what a program finds in the file, and no reader sees
 * @returns the source of an SVG
 */
export async function draw(plot: Plot, { note, colours }: { note: string; colours: Colours }): Promise<string> {
  const { left, rows, panelHeight } = plot
  const top = LINE.title + LINE.text * plot.lines.length + HEADINGS
  const bottom = rows.length * panelHeight + (rows.length - 1) * GAP.row + AXIS
  const { spec } = vegaLite.compile(facets(plot, colours))
  const { marks = [], ...rest } = spec
  const view = new vega.View(
    vega.parse({
      ...rest,
      autosize: 'none',
      width: WIDTH - left,
      height: bottom + LINE.foot * plot.foot.length,
      padding: { left, top, right: 0, bottom: 0 },
      marks: [...marks, ...texts(plot, { top, bottom, colours })],
    }),
    { renderer: 'none' },
  )
  return finish(await view.toSVG(), { title: plot.title, note })
}

function facets({ left, rows, columns, panel, panelHeight, values }: Plot, colours: Colours): object {
  // Whole, because Vega rounds each width up; a pixel is left for what the last line and its points stick out.
  const width = Math.floor((WIDTH - 2 - left - GAP.column * (columns.length - 1)) / columns.length)
  return {
    config: configure(colours),
    data: { values },
    facet: { row: { field: 'row', sort: rows, header: null }, column: { field: 'column', sort: columns, header: {} } },
    spacing: GAP,
    bounds: 'flush',
    resolve: { axis: { x: 'independent' } },
    spec: { ...panel(width), width, height: panelHeight },
  }
}

/** The text around the panels, in coordinates from the corner of the first panel. */
function texts({ title, lines, left, rows, panelHeight, foot }: Plot, { top, bottom, colours }: Frame): object[] {
  const { ink, quiet } = colours
  const text = (content: string, y: number, look: object): object =>
    mark({ text: content, x: -left, y, align: 'left', baseline: 'alphabetic', ...look })
  const lineAt = (index: number): number => LINE.title + 3 + LINE.text * (index + 1) - top
  // In the first row, the headings of the columns are between its own heading and the panels.
  const headingAt = (index: number): number => (index ? index * (panelHeight + GAP.row) - 14 : -36)
  return [
    text(title, LINE.title - top, { fill: ink, fontSize: 16, fontWeight: 600 }),
    ...lines.map((line, index) => text(line, lineAt(index), { fill: quiet, fontSize: 12 })),
    ...rows.map((row, index) => text(row, headingAt(index), { fill: ink, fontSize: 13, fontWeight: 600 })),
    ...foot.map((line, index) => text(line, bottom + LINE.foot * index, { fill: quiet, fontSize: 11 })),
  ]
}

function mark(values: object): object {
  const enter = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return { type: 'text', encode: { enter } }
}

/** Names for scripts and styles, and default values: none of it is seen in a picture. */
const UNSEEN = [
  / (class|role|aria-[a-z]+|pointer-events|font-family)="[^"]*"/g,
  / (opacity="1"|transform="translate\(0,0\)")/g,
  /<g><\/g>/g,
]

/** Makes a file of Vega's drawing: with a title, the font once, and coordinates to a hundredth of a pixel. */
function finish(svg: string, { title, note }: { title: string; note: string }): string {
  const [head = '', size] = svg.match(/<svg[^>]* (width="\d+" height="\d+" viewBox="[^"]*")>/) ?? []
  const drawn = svg.replace(head, '').replaceAll(/<path class="(background|foreground)"[^>]*\/>/g, '')
  const seen = UNSEEN.reduce((text, unseen) => text.replaceAll(unseen, ''), drawn)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT}">`,
    `<title>${title}</title>`,
    `<metadata>${note}</metadata>`,
    `${seen.replaceAll(/<[^>]+>/g, round).replaceAll('><', '>\n<')}\n`,
  ].join('\n')
}

function round(tag: string): string {
  return tag.replaceAll(/-?\d+\.\d{3,}(e-\d+)?/g, (number) => String(Number(Number(number).toFixed(2))))
}
