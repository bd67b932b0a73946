import {describe, expect, test} from '@jest/globals'
import {UserError} from '../../src/runner/errors.ts'
import {type Budget, nameOf, readBudgets} from '../../src/size/budget-lines.ts'

describe('a line', () => {
  test.each<[string, Partial<Budget>]>([
    ['12 MB', {platform: null, part: 'download', limit: {bytes: 12_000_000}, written: '12 MB'}],
    ['download 12MB', {platform: null, part: 'download', limit: {bytes: 12_000_000}, written: '12MB'}],
    ['disk  30  MB', {part: 'disk', limit: {bytes: 30_000_000}, written: '30 MB'}],
    ['binary 20 MiB', {part: 'binary', limit: {bytes: 20_971_520}}],
    ['own 500 kB', {part: 'own', limit: {bytes: 500_000}}],
    ['linux/arm64 disk 30 MB', {platform: 'linux/arm64', part: 'disk'}],
    ['linux/arm/v7 9 MB', {platform: 'linux/arm/v7', part: 'download', written: '9 MB'}],
  ])('%s is read', (line, budget) => {
    expect(readBudgets('size-budget', [line], null)).toEqual([
      expect.objectContaining({...budget, input: 'size-budget', file: null}),
    ])
  })

  test.each<[string, object]>([
    ['5 %', {part: 'download', limit: {percent: 5}}],
    ['linux/arm64 binary 0.5%', {platform: 'linux/arm64', part: 'binary', limit: {percent: 0.5}}],
    ['disk 1 MB', {part: 'disk', limit: {bytes: 1_000_000}}],
  ])('%s is an increase', (line, budget) => {
    expect(readBudgets('size-increase', [line], null)).toEqual([expect.objectContaining(budget)])
  })

  test.each([
    'disc 30 MB',
    'disk',
    'disk linux/arm64 30 MB',
    'linux/arm64',
    'linux 30 MB',
    'Download 12 MB',
    'disk disk 30 MB',
    'constructor 30 MB',
    '12 MB, disk 30 MB',
    '5 %',
    '12 megs',
    `linux/${'a'.repeat(10_000)} x`,
  ])('%.40s is refused with what a size reads like', line => {
    const read = () => readBudgets('size-budget', [line], null)
    expect(read).toThrow(UserError)
    expect(read).toThrow('a size reads like 12 MB, 500 kB or 11.5 MiB. Before it there may be a platform')
  })

  test.each<[string[], string]>([
    [['disk 1 MB', 'disk 2 MB'], 'Input `size-budget` sets disk twice'],
    [['1 MB', 'download 2 MB'], 'sets download twice'],
    [['linux/arm64 1 MB', 'linux/arm64 download 2 MB'], 'sets linux/arm64 download twice'],
    [Array.from({length: 101}, () => '1 MB'), 'has 101 lines, more than 100'],
  ])('too much is refused: %j', (lines, message) => {
    expect(() => readBudgets('size-budget', lines, null)).toThrow(message)
  })

  test('of a file names the file when it is wrong', () => {
    expect(() => readBudgets('size-increase', ['much'], '.go-image.json')).toThrow(
      'size-increase in .go-image.json is "much"; a size reads like 12 MB, 500 kB or 11.5 MiB, or 5 %.',
    )
  })
})

test('lines are independent of their order and of empty ones between', () => {
  const read = (...lines: string[]) => readBudgets('size-budget', lines, null).map(nameOf)
  expect(read('', ' 12 MB', '', 'linux/arm64 12 MB', 'own 1 MB\r')).toEqual(['download', 'linux/arm64 download', 'own'])
  expect(read()).toEqual([])
})
