import {describe, expect, test} from '@jest/globals'
import {renderLog} from '../../src/report/log.ts'
import {renderText} from '../../src/report/text.ts'
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
