import {describe, expect, test} from '@jest/globals'
import type {FinalBase} from '../../src/dockerfile/bases.ts'
import {endedWarnings, lifetimeOf} from '../../src/dockerfile/lifetimes.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {importing, projectOf} from './projects.ts'

describe('the last day of an image', () => {
  test.each([
    ['gcr.io/distroless/static-debian12:nonroot', '2026-09-01', 'gcr.io/distroless/static-debian13:nonroot'],
    ['gcr.io/distroless/base-nossl-debian12', '2026-09-01', 'gcr.io/distroless/base-nossl-debian13:nonroot'],
    ['debian:bookworm-slim', '2026-07-11', 'debian:trixie-slim'],
    ['docker.io/library/debian:12.4', '2026-07-11', 'debian:trixie-slim'],
    [`alpine:3.20.3@sha256:${'0'.repeat(64)}`, '2026-04-01', 'alpine:3.24'],
    ['alpine:3.23', '2027-11-01', 'alpine:3.24'],
  ])('%s is known', (reference, endOfLife, successor) => {
    expect(lifetimeOf(reference)).toEqual({endOfLife, successor})
  })

  test.each([
    // The tag moves.
    ...['alpine', 'alpine:3', 'alpine:latest', 'debian:stable', 'gcr.io/distroless/static'],
    // Another image, or another release.
    ...['alpine:3.2', 'alpine:3.200', 'debian:120', 'acme/alpine:3.20', 'registry.example.com:5000/debian:bookworm'],
    ...['gcr.io/distroless/java-debian12', 'gcr.io/distroless/static-debian13:nonroot', 'golang:1.27-alpine3.20'],
  ])('%s is not', reference => {
    expect(lifetimeOf(reference)).toEqual({})
  })
})

describe('a warning', () => {
  test('is there from the day after the last one on, with what to take', () => {
    const images = [{reference: 'a:1', endOfLife: '2026-04-01', successor: 'a:2'}]
    expect(endedWarnings(images, new Date('2026-04-01T23:59:59Z'))).toEqual([])
    expect(endedWarnings(images, new Date('2026-04-02T00:00:00Z'))).toEqual([
      'a:1 has had no regular security fixes since 2026-04-01. Take a:2.',
    ])
  })

  const bookworm: FinalBase = {
    ...{reference: 'mirror.example.com/base:12', user: '65532:65532', libc: 'glibc', debian: 'bookworm', cxx: false},
    ...{shell: false, certificates: true, zones: true, users: true, reason: 'ours', endOfLife: '2026-09-01'},
  }

  test('is of the base, and of the builder that compiles for it', () => {
    const options = {base: 'old', bases: {old: bookworm}, buildArgs: [], today: new Date('2026-11-21')}
    expect(writeDockerfile(projectOf(), options).warnings).toEqual([
      'mirror.example.com/base:12 has had no regular security fixes since 2026-09-01. Take one that still gets them.',
    ])
    expect(writeDockerfile(projectOf(importing('github.com/mattn/go-sqlite3')), options).warnings).toEqual([
      expect.stringContaining('mirror.example.com/base:12'),
      'golang:1.27-bookworm has had no regular security fixes since 2026-07-11. Take a base of Debian trixie; the builder follows it.',
    ])
  })

  test('is not there before that day, and not where the day of the run is not told', () => {
    const options = {base: 'debian:bookworm-slim', buildArgs: []}
    expect(writeDockerfile(projectOf(), {...options, today: new Date('2026-07-11')}).warnings).toEqual([])
    expect(writeDockerfile(projectOf(), options).warnings).toEqual([])
  })

  test.each(['distroless', 'scratch', 'alpine', 'debian', 'chainguard'])('is of none of our own bases: %s', base => {
    const options = {base, buildArgs: [], today: new Date('2026-11-21')}
    expect(writeDockerfile(projectOf(), options).warnings).toEqual([])
  })
})
