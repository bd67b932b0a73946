import type {Report} from './report.ts'
import {bytes} from './units.ts'
import {leading, overBudget, standings} from './verdict.ts'

/** What https://shields.io/badges/endpoint-badge shows as a badge. */
export type Badge = {schemaVersion: 1; label: string; message: string; color: string; isError?: boolean}

/** The download size of the platform that the report names first, red where it is over budget. */
export function renderBadge(report: Report): Badge {
  const label = 'image size'
  if (report.build.outcome !== 'success')
    return {schemaVersion: 1, label, message: 'build failed', color: 'red', isError: true}
  const lead = leading(standings(report))
  if (lead === null) return {schemaVersion: 1, label, message: 'not measured', color: 'lightgrey'}
  const color = overBudget(report.budgets) ? 'red' : report.budgets.length > 0 ? 'brightgreen' : 'blue'
  return {schemaVersion: 1, label, message: bytes(lead.after.download), color}
}
