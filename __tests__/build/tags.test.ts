import {describe, expect, test} from '@jest/globals'
import {tagsFor, versionFor} from '../../src/build/tags.ts'
import type {Context} from '../../src/runner/context.ts'
import {contextOf, pullRequestContext} from '../runner/contexts.ts'

const on = (ref: string, more: Partial<Context> = {}) => contextOf({ref, ...more})

describe('the tags', () => {
  test.each<[string, Context, string[]]>([
    ['a pull request', pullRequestContext(), ['pr-12']],
    [
      'a pull request with secrets',
      pullRequestContext({event: 'pull_request_target', ref: 'refs/heads/main'}),
      ['pr-12'],
    ],
    ['the default branch', on('refs/heads/main'), ['main', 'sha-1111111']],
    ['another branch', on('refs/heads/feature/new_thing'), ['feature-new_thing', 'sha-1111111']],
    ['a branch whose commit is not known', on('refs/heads/main', {commit: null}), ['main']],
    ['a branch of signs', on('refs/heads/…'), ['unnamed', 'sha-1111111']],
    ['a branch that begins like no tag may', on('refs/heads/.-x'), ['x', 'sha-1111111']],
    ['a release', on('refs/tags/v1.2.3'), ['1.2.3', '1.2', 'latest']],
    ['a release without v', on('refs/tags/10.20.30'), ['10.20.30', '10.20', 'latest']],
    ['a release candidate', on('refs/tags/v1.2.3-rc.1'), ['1.2.3-rc.1']],
    ['a tag that is no version', on('refs/tags/nightly'), ['nightly']],
    ['a version of two parts', on('refs/tags/v1.2'), ['v1.2']],
    ['a version with build metadata', on('refs/tags/v1.2.3+linux'), ['v1.2.3-linux']],
    ['a laptop', on('', {event: 'local'}), ['local']],
  ])('of %s', (_, context, tags) => {
    expect(tagsFor('ghcr.io/me/app', context)).toEqual(tags.map(tag => `ghcr.io/me/app:${tag}`))
  })

  test('are at most as long as a registry takes and hold nothing but what it takes', () => {
    for (const name of ['x'.repeat(300), '$(id)', 'a b', 'ä/ö', "'; rm -rf /", 'a:b@c']) {
      for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`])
        for (const tag of tagsFor('i', on(ref))) expect(tag).toMatch(/^i:\w[\w.-]{0,127}$/)
    }
  })
})

describe('the version that is linked in', () => {
  test.each<[string, Context, string]>([
    ['a tag', on('refs/tags/v1.2.3+meta'), 'v1.2.3+meta'],
    ['a branch', on('refs/heads/main'), '111111111111'],
    ['a pull request', pullRequestContext(), '222222222222'],
    ['a laptop', on('', {commit: null}), 'dev'],
    ['a hostile tag', on('refs/tags/v1" -extld="/bin/sh'), 'v1--extld-bin-sh'],
  ])('of %s holds no sign that a linker reads otherwise', (_, context, version) => {
    expect(versionFor(context)).toBe(version)
  })
})
