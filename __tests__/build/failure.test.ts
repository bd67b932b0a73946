import {expect, test} from '@jest/globals'
import {describeFailure} from '../../src/build/failure.ts'
import {sampleReport} from '../report/sample.ts'

const {build} = sampleReport()
const failed = (lines: string[], step: string | null = '[2/2] RUN echo hello') => ({
  ...build,
  ...{outcome: 'failure' as const, failure: {step, line: 2, lines}},
})
const ERROR = 'process "/bin/sh -c echo hello" did not complete successfully: exit code: 1'

test('a failed step is told with its exit code and the last lines that it printed', () => {
  const lines = Array.from({length: 20}, (_, index) => `line ${index}`)
  const said = describeFailure(failed(lines), ERROR).split('\n')
  expect(said[0]).toBe('[2/2] RUN echo hello ended with exit code 1:')
  expect(said.slice(1)).toEqual(lines.slice(-8))
})

test('without a step or lines it is what BuildKit says', () => {
  expect(describeFailure(failed([], null), 'no such image')).toBe('The build failed: no such image')
})

test.each(['exec /bin/sh: exec format error', '/bin/sh: 1: /app: Exec format error'])(
  'a program of another platform: %s',
  line => {
    const said = describeFailure(failed(['before', line]), ERROR)
    expect(said).toContain('docker/setup-qemu-action')
    expect(said).toContain('--platform=$BUILDPLATFORM')
    expect(describeFailure(failed(['before']), ERROR)).not.toContain('qemu')
  },
)
