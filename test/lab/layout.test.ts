import { expect, test } from 'vitest'
import { FLOW_CHARTS } from '../../src/explain/index.ts'
import { layOut } from './layout.ts'

/** Written with `npm run test:lab -- -u`. */
test('the layout of both charts is up to date', async () => {
  const rows = FLOW_CHARTS.map((chart) => JSON.stringify(layOut(chart)))
  await expect(`[\n${rows.join(',\n')}\n]\n`).toMatchFileSnapshot('../../lab/page/see/chart-layout.json')
})
