import { shuffled } from '../measure.mjs'
import { burst } from './load.mjs'

/** Long enough that what connecting costs is little, short enough that neighbours in time meet the same noise. */
const BURST_MS = 150
const ROUNDS = 4
/** Requests of the first burst, in which the server compiles its code. */
const COLD = 2000

/**
 * Loads servers in turns: each round gives every one a short burst of each kind of work, in an order drawn anew, so
 * that a ratio compares neighbours in time.
 *
 * @param servers each with its name, process and ports
 * @returns for each server and work, what every round gave
 */
export async function rounds(servers) {
  const works = [...new Set(servers.flatMap(({ ports }) => Object.keys(ports)))]
  const groups = works.map((work) =>
    servers.filter(({ ports }) => ports[work]).map((server) => ({ server, work, amount: COLD, samples: [] })),
  )
  await eachInTurn(groups, async (one) => {
    const { requestsPerSecond } = await burst(one.server, one.work, COLD)
    one.amount = amountOf(requestsPerSecond)
  })
  await eachInTurn(groups, async (one) => {
    const { requestsPerSecond } = await burst(one.server, one.work, one.amount)
    one.amount = amountOf(requestsPerSecond)
  })
  for (let round = 0; round < ROUNDS; round++) {
    // One after the other is the point.
    // oxlint-disable-next-line no-await-in-loop
    await eachInTurn(groups, async (one) => one.samples.push(await burst(one.server, one.work, one.amount)))
  }
  return groups.flat().map(({ server, work, samples }) => ({ contender: server.name, work, samples }))
}

function amountOf(requestsPerSecond) {
  return Math.max(500, Math.round((requestsPerSecond * BURST_MS) / 1000))
}

/** Everybody at one kind of work before anybody is at the next: they are compared with each other. */
async function eachInTurn(groups, run) {
  for (const group of groups) {
    for (const index of shuffled(group.length)) {
      // oxlint-disable-next-line no-await-in-loop
      await run(group[index])
    }
  }
}
