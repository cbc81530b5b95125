/** Whatever font the reader's system has, as in GitHub's own text. */
export const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"

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
 * The neutral colours are those of the demo's page. Its accent looks grey to many people who are colour-blind, whereas
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
export function configure({ ink, quiet, line }: Colours): object {
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
