import * as vega from 'vega'
import * as vegaLite from 'vega-lite'
import { finish } from './svg.mjs'
import { configure } from './themes.mjs'

/** The width of the text of a README on GitHub. */
const WIDTH = 830
const GAP = { column: 20, row: 62 }
const LINE = { title: 16, text: 17, foot: 15 }
/** From the lines of the head down to the panels, where a row's heading and the columns' go; below, the axis. */
const HEADINGS = 80
const AXIS = 44

/**
 * Draws panels, a column a runtime, with text around them. All places are given and none is measured: without a browser
 * nobody knows how wide a text is, and the same figures are to give the same bytes everywhere.
 *
 * @param plot its title and the lines of its head and foot, the room that its axes take on the left, the headings of its
 *   rows and columns, and the panel for a width, in terms of Vega-Lite
 * @param note what a program finds in the file, and no reader sees
 * @returns the text of an SVG
 */
export async function draw(plot, { note, colours }) {
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

function facets({ left, rows, columns, panel, panelHeight, values }, colours) {
  // Whole, since Vega rounds each up; a pixel is left for what the last line and its points stand out.
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

/** What stands around the panels, from the corner of the first one. */
function texts({ title, lines, left, rows, panelHeight, foot }, { top, bottom, colours: { ink, quiet } }) {
  const text = (content, y, look) =>
    mark({ text: content, x: -left, y, align: 'left', baseline: 'alphabetic', ...look })
  const lineAt = (index) => LINE.title + 3 + LINE.text * (index + 1) - top
  // The first row has the columns' headings between its own and the panels.
  const headingAt = (index) => (index ? index * (panelHeight + GAP.row) - 14 : -36)
  return [
    text(title, LINE.title - top, { fill: ink, fontSize: 16, fontWeight: 600 }),
    ...lines.map((line, index) => text(line, lineAt(index), { fill: quiet, fontSize: 12 })),
    ...rows.map((row, index) => text(row, headingAt(index), { fill: ink, fontSize: 13, fontWeight: 600 })),
    ...foot.map((line, index) => text(line, bottom + LINE.foot * index, { fill: quiet, fontSize: 11 })),
  ]
}

function mark(values) {
  const enter = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
  return { type: 'text', encode: { enter } }
}
