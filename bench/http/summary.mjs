import { quartiles } from '../statistics.mjs'

const FIGURES = ['cpuNs', 'requestsPerSecond']
const BASES = ['fixed', 'handwritten']

/** The quartiles of each figure, and of its ratio to two others at the same work in the same round. */
export function summariseLoads(loads) {
  return loads.map(({ contender, work, samples }) => {
    const figures = FIGURES.filter((figure) => samples[0][figure] !== undefined).map((figure) => {
      const values = quartiles(samples.map((sample) => sample[figure]))
      const ratioTo = BASES.map((base) => [base, ratios(loads, { work, samples, figure, base })])
      return [figure, { ...values, ratioTo: Object.fromEntries(ratioTo) }]
    })
    return { work, contender, ...Object.fromEntries(figures) }
  })
}

function ratios(loads, { work, samples, figure, base }) {
  const other = loads.find((one) => one.work === work && one.contender === base)
  if (!other) throw new Error(`There is no '${base}' for ${work}, expected it in every run`)
  return quartiles(samples.map((sample, round) => sample[figure] / other.samples[round][figure]))
}
