import {expect, test} from '@jest/globals'
import {readBuildList} from '../../src/image/go/build-list.ts'
import {shownEntry, shownWords} from '../../src/image/secret-values.ts'
import {settingsOf} from '../../src/image/settings.ts'

test.each([
  ['PATH=/usr/local/bin:/usr/bin', 'PATH=/usr/local/bin:/usr/bin'],
  ['GOLANG_VERSION=1.27.3', 'GOLANG_VERSION=1.27.3'],
  ['EMPTY_TOKEN=', 'EMPTY_TOKEN='],
  ['API_TOKEN=abc', 'API_TOKEN=(not shown)'],
  ['DATABASE_URL=postgres://me:secret@db/x', 'DATABASE_URL=(not shown)'],
  ['PLAIN=ghp_0123456789', 'PLAIN=(not shown)'],
  ['ghp_0123456789', '(not shown)'],
])('%s of an environment is shown as %s', (entry, shown) => {
  expect(shownEntry(entry)).toBe(shown)
  expect(settingsOf({config: {Env: [entry]}, history: [], rootfs: {diff_ids: []}} as never).environment).toEqual([
    shown,
  ])
})

test.each([
  ['RUN |2 VERSION=1.2 NPM_TOKEN=abc /bin/sh -c make', 'RUN |2 VERSION=1.2 NPM_TOKEN=(not shown) /bin/sh -c make'],
  ['-s -w -X main.version=v1 -X main.apiKey=abc', '-s -w -X main.version=v1 -X main.apiKey=(not shown)'],
])('in words, only the value of what looks secret goes: %s', (line, shown) => {
  expect(shownWords(line)).toBe(shown)
  expect(readBuildList(`build\t-ldflags=${JSON.stringify(line)}\n`).settings).toEqual([{key: '-ldflags', value: shown}])
})
