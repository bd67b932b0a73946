/** How an image stands against its budgets, and who let it pass. */
import type {BudgetVerdict, Override} from '../size/budget.ts'
import type {BudgetChange} from '../size/budget-changes.ts'
import {code, joined, type Markdown, md, text} from './markdown.ts'
import {shortened} from './plain.ts'
import type {Report} from './report.ts'
import {count, delta} from './units.ts'

/** Longest name and sentence. */
const longestName = 100
const longestSentence = 300
const mostNotes = 5

/** Who let a budget pass, and which budgets are others than before: what a reviewer has to know beside the figures. */
export function budgetNotes(report: Report): Markdown | null {
  const passed = report.budgets.find(({ok, override}) => !ok && override !== null)?.override ?? null
  const changes = report.budgetChanges.filter(({before}) => before !== null)
  const notes = [
    passed === null ? null : md`Over budget, let pass by ${overrideName(passed)}`,
    ...changes.slice(0, mostNotes).map(budgetChange),
    changes.length > mostNotes ? md`${text(count(changes.length - mostNotes, 'more budget'))} changed` : null,
  ].filter(note => note !== null)
  return notes.length ? md`**Budgets** ${joined(notes, ' · ')}` : null
}

function overrideName({by, name, reason}: Override): Markdown {
  if (by === 'label') return md`the label ${code(shortened(name, longestName))}`
  const why = reason === null ? md`` : md`: ${text(shortened(reason, longestSentence))}`
  return md`${code(shortened(name, longestName))} in the commit message${why}`
}

function budgetChange({input, name, before, after}: BudgetChange): Markdown {
  const what = md`${code(input)} ${text(shortened(name, longestName))}`
  const was = text(shortened(before ?? '', 40))
  return after === null ? md`${what} ${was} is gone` : md`${what} is ${text(shortened(after, 40))}, was ${was}`
}

export function budgetCell(verdict: BudgetVerdict): Markdown {
  const {part, file} = verdict
  const where = file === null ? null : md`(${code(shortened(file, 40))})`
  return joined([part === 'download' ? null : text(part), budgetShare(verdict), where], ' ')
}

function budgetShare({input, ok, actual, limit, written}: BudgetVerdict): Markdown {
  const allowed = text(shortened(written, 40))
  if (input === 'size-increase') {
    const grown = actual > 0 ? md`${text(delta(actual, 0))}` : md`no growth`
    return ok ? md`${grown}, ${allowed} allowed` : md`**${grown}**, ${allowed} allowed`
  }
  if (limit <= 0) return md`**over** ${allowed}`
  // Rounded away from the limit, so that "100 %" is said of nothing else.
  const share = (ok ? Math.floor : Math.ceil)((actual / limit) * 100)
  return ok ? md`${share} % of ${allowed}` : md`**${share} % of ${allowed}**`
}
