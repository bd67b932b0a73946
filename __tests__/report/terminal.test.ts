import {describe, expect, test} from '@jest/globals'
import {renderLog} from '../../src/report/log.ts'
import {renderImage, renderText} from '../../src/report/text.ts'
import {sampleBuild, sampleReport} from './sample.ts'
import {samples} from './samples.ts'

describe('on a terminal', () => {
  test.each(Object.entries(samples))('%s keeps to the width and has no colour codes unless asked', (_, report) => {
    for (const width of [40, 80, 120]) {
      const plain = renderText(report, {color: false, width})
      expect(plain).not.toContain('\u001b')
      expect(Math.max(...plain.split('\n').map(line => Array.from(line).length))).toBeLessThanOrEqual(width)
      const colored = renderText(report, {color: true, width})
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain)
    }
  })

  test('what is over budget is red', () => {
    expect(renderText(samples['over-budget']!, {color: true, width: 100})).toContain('\u001b[31mover budget by 420 kB')
  })
})

test('an image of several platforms: one in full, a line for each other one', () => {
  const {facts, ...report} = samples['first-run-with-contents']!
  const [amd64] = facts!.platforms
  const platforms = [
    amd64!,
    {...amd64!, platform: 'linux/arm64'},
    {...amd64!, platform: 'linux/arm/v7', contents: null},
  ]
  const text = renderImage({...report, facts: {...facts!, platforms}}, {color: false, width: 140})
  expect(text).toMatch(/^linux\/arm64 +9\.42 MB +24\.4 MB/m)
  expect(text).toContain('Layers of linux/amd64: 4')
  expect(text).toContain(
    [
      'Other platforms',
      '  linux/arm64   4 layers, 1 Go program, 17.9 MB, go1.27.4, 4 files, 2 files that look like secrets, 1 setuid file',
      '  linux/arm/v7  4 layers',
    ].join('\n'),
  )
})

describe('the log', () => {
  test.each(Object.entries(samples))('of %s has one line per entry', (_, report) => {
    for (const line of renderLog(report)) expect(line).not.toMatch(/\p{Cc}/u)
  })

  test('gives the runner no commands', () => {
    const command = '::add-mask::x ##[error]y'
    const report = sampleReport({
      image: {name: command, tags: [], digest: null, id: null, part: command},
      project: {module: command, main: command, go: null},
      decisions: [{what: command, choice: command, reason: command, evidence: []}],
      build: sampleBuild({outcome: 'failure', failure: {step: command, line: 1, lines: [command, `a\n${command}`]}}),
      warnings: [command],
    })
    const lines = renderLog(report)
    expect(lines.filter(line => line.trimStart().startsWith('::') || line.includes('##['))).toEqual([])
    expect(lines).toContain('  │ ::add-mask::x ## [error]y')
  })
})
