/** What the host calls the last request that a layer has handled, and the place where that layer is mounted. */
let lastContext: object | undefined
let lastPlace = 0

/**
 * Notes the place of a layer before it puts its headers on an answer.
 *
 * Where a framework has paths, the policy of one path is around that of all paths, if the most specific one is mounted
 * first. It then removes the headers of the other one, and that is not a mistake.
 *
 * @returns the place of the layer inside this one, or `undefined` if it has no layer inside
 */
export function placeInside(context: object, place: number): number | undefined {
  const inside = lastContext === context ? lastPlace : undefined
  lastContext = context
  lastPlace = place
  return inside
}
