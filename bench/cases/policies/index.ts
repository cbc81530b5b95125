import type { Case } from '../../harness/measure.ts'
import { changeCases } from './changes.ts'
import { storeCases } from './stores.ts'
import { tableCases } from './tables.ts'
import { type HitRate, type TenantCases, tenantCases } from './tenants.ts'

export type { HitRate, TenantCases }

/** Policies in numbers: tables of them, tenants that have their own, and policies that change. */
export async function policyCases(): Promise<TenantCases> {
  const { cases, rates } = await tenantCases()
  const others: Case[] = [...(await changeCases()), ...(await tableCases()), ...(await storeCases())]
  return { cases: [...others, ...cases], rates }
}
