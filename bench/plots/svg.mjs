import { FONT } from './themes.mjs'

/** Names for scripts and styles, and values that are there anyway: none of it is seen in a picture. */
const UNSEEN = [
  / (class|role|aria-[a-z]+|pointer-events|font-family)="[^"]*"/g,
  / (opacity="1"|transform="translate\(0,0\)")/g,
  /<g><\/g>/g,
]

/**
 * What Vega has drawn, as a file: named, with the font once, without what nobody sees, and with coordinates to a
 * hundredth of a pixel.
 */
export function finish(svg, { title, note }) {
  const [head, size] = svg.match(/<svg[^>]* (width="\d+" height="\d+" viewBox="[^"]*")>/)
  const drawn = svg.replace(head, '').replaceAll(/<path class="(background|foreground)"[^>]*\/>/g, '')
  const seen = UNSEEN.reduce((text, unseen) => text.replaceAll(unseen, ''), drawn)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${FONT}">`,
    `<title>${title}</title>`,
    `<metadata>${note}</metadata>`,
    `${seen.replaceAll(/<[^>]+>/g, round).replaceAll('><', '>\n<')}\n`,
  ].join('\n')
}

function round(tag) {
  return tag.replaceAll(/-?\d+\.\d{3,}(e-\d+)?/g, (number) => String(Number(Number(number).toFixed(2))))
}
