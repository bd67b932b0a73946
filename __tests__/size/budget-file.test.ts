import {mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {budgetChanges} from '../../src/size/budget-changes.ts'
import {budgetsOf} from '../../src/size/budget-file.ts'
import {type Budget, type BudgetInput, nameOf, readBudgets} from '../../src/size/budget-lines.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const none: Record<BudgetInput, Budget[]> = {'size-budget': [], 'size-increase': []}
const folderWith = (text: string) => {
  const folder = mkdtempSync(join(root, 'checkout-'))
  writeFileSync(join(folder, '.go-image.json'), text)
  return folder
}
const named = (text: string, inputs = none) =>
  budgetsOf(inputs, folderWith(text)).map(
    budget => `${budget.input} ${nameOf(budget)} ${budget.written} ${budget.file}`,
  )

test('budgets of the settings file are those of the build', () => {
  expect(named('{"size": {"budget": ["12 MB", "linux/arm64 disk 30 MB"], "increase": "5 %"}}')).toEqual([
    'size-budget download 12 MB .go-image.json',
    'size-budget linux/arm64 disk 30 MB .go-image.json',
    'size-increase download 5 % .go-image.json',
  ])
  expect(named('{"check": {"ignore": {"C-01": "why"}}}')).toEqual([])
  expect(budgetsOf(none, root)).toEqual([])
  expect(budgetsOf(none, null)).toEqual([])
})

test('an input that is given stands in the place of what the file has for it', () => {
  const inputs = {...none, 'size-budget': readBudgets('size-budget', ['disk 9 MB'], null)}
  expect(named('{"size": {"budget": "12 MB", "increase": "5 %"}}', inputs)).toEqual([
    'size-budget disk 9 MB null',
    'size-increase download 5 % .go-image.json',
  ])
})

test.each<[string, string]>([
  ['{', '.go-image.json cannot be read: it is no JSON'],
  ['{"size": {"budgets": "12 MB"}}', 'at size.budgets: expected never'],
  ['{"size": {"budget": 12}}', 'at size.budget: expected'],
  ['{"size": {"budget": "12 megs"}}', 'size-budget in .go-image.json is "12 megs"; a size reads like'],
])('a file that is wrong fails, because nobody knows what it allows: %s', (text, message) => {
  expect(() => named(text)).toThrow(message)
})

test('a link out of the checkout is no settings file', () => {
  const folder = mkdtempSync(join(root, 'checkout-'))
  symlinkSync(join(folderWith('{"size": {"budget": "1 MB"}}'), '.go-image.json'), join(folder, '.go-image.json'))
  expect(budgetsOf(none, folder)).toEqual([])
})

test('budgets that are others than the baseline was judged by are told', () => {
  const before = [...readBudgets('size-budget', ['12 MB', 'disk 30 MB', 'linux/arm64 9 MB'], null)]
  const after = [
    ...readBudgets('size-budget', ['14 MB', 'disk 30 MB', 'own 1 MB'], '.go-image.json'),
    ...readBudgets('size-increase', ['5 %'], null),
  ]
  expect(budgetChanges(before, after)).toEqual([
    {input: 'size-budget', name: 'download', before: '12 MB', after: '14 MB'},
    {input: 'size-budget', name: 'own', before: null, after: '1 MB'},
    {input: 'size-increase', name: 'download', before: null, after: '5 %'},
    {input: 'size-budget', name: 'linux/arm64 download', before: '9 MB', after: null},
  ])
  expect(budgetChanges(before, before)).toEqual([])
})
