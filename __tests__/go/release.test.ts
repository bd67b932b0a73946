import {describe, expect, test} from '@jest/globals'
import {builderRelease} from '../../src/go/release.ts'

function release(go: string | null, toolchain: string | null = null) {
  const lines = {module: 1, go: go === null ? null : 3, toolchain: toolchain === null ? null : 5}
  return builderRelease({dir: '.', go, toolchain, lines})
}

describe('builderRelease', () => {
  test.each([
    ['1.27.0', 'go1.27.3', '1.27.3', true],
    ['1.18', 'go1.22.5', '1.22.5', true],
    ['1.27', 'go1.28rc1', '1.28rc1', true],
    ['1.21', 'go1.21.0-acme', '1.21.0', true],
    ['1.27.3', 'go1.27.1', '1.27', false],
    ['1.18', null, '1.27', false],
    ['1.25.10', null, '1.27', false],
    ['1.26', null, '1.26', false],
    ['1.26.3', null, '1.26', false],
    ['1.27rc1', null, '1.27', false],
    ['1.27', null, '1.27', false],
    ['1.28', null, '1.28', false],
    ['1.28.1', null, '1.28.1', true],
    ['2.0', null, '1.27', false],
    [null, null, '1.27', false],
  ])('builds go %s with toolchain %s by golang:%s', (go, toolchain, tag, exact) => {
    expect(release(go, toolchain)).toMatchObject({tag, exact})
  })

  test.each([
    ['1.27.0', 'go1.27.3', '1.27.3'],
    ['1.26', null, '1.26.11'],
    ['1.27.99', null, '1.27.99'],
    ['1.18', null, '1.27.4'],
    ['1.28', null, '1.28'],
    ['1.28.1', null, '1.28.1'],
    [null, null, '1.27.4'],
  ])('of go %s with toolchain %s the newest that is known is %s', (go, toolchain, newest) => {
    expect(release(go, toolchain).newest).toBe(newest)
  })

  test('says why, and where it stands', () => {
    expect(release('1.27.0', 'go1.27.3')).toEqual({
      tag: '1.27.3',
      exact: true,
      newest: '1.27.3',
      reason: 'the toolchain line names it',
      evidence: {file: 'go.mod', line: 5, text: 'toolchain go1.27.3'},
    })
    expect(release('1.26.3')).toEqual({
      tag: '1.26',
      exact: false,
      newest: '1.26.11',
      reason: 'the go line asks for 1.26.3 or newer; golang:1.26 is its newest patch',
      evidence: {file: 'go.mod', line: 3, text: 'go 1.26.3'},
    })
    expect(release('1.18').reason).toBe(
      'Go 1.18 gets no security fixes any more; 1.27 builds it, and the go line still sets the language version',
    )
    expect(release(null)).toMatchObject({
      reason: 'there is no go line; the newest maintained Go builds it',
      evidence: null,
    })
  })

  test('names the go.mod of a nested module', () => {
    const module = {dir: 'api', go: '1.27', toolchain: null, lines: {module: 1, go: 3, toolchain: null}}
    expect(builderRelease(module).evidence?.file).toBe('api/go.mod')
  })

  test('takes the lines of go.work in the place of those of its members', () => {
    const module = {dir: 'api', go: '1.26', toolchain: 'go1.27.1', lines: {module: 1, go: 3, toolchain: 4}}
    const workspace = {file: 'go.work', uses: ['api'], sum: false, vendor: false, localReplaces: []}
    const lines = {go: 1, toolchain: null}
    expect(builderRelease(module, {...workspace, go: '1.27.0', toolchain: null, lines})).toMatchObject({
      tag: '1.27',
      evidence: {file: 'go.work', line: 1, text: 'go 1.27.0'},
    })
    const without = {go: null, toolchain: null, lines: {go: null, toolchain: null}}
    for (const other of [
      {...workspace, ...without},
      {...workspace, uses: ['lib'], go: '1.27.0', toolchain: null, lines},
    ])
      expect(builderRelease(module, other)).toMatchObject({tag: '1.27.1', evidence: {file: 'api/go.mod', line: 4}})
  })
})
