import {describe, expect, test} from '@jest/globals'
import type {Layer} from '../../src/image/facts.ts'
import {diffImages} from '../../src/size/diff.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'

const layersOf = (before: Layer[], after: Layer[]) =>
  diffImages(factsOf(platformOf(before)), factsOf(platformOf(after))).platforms[0]!.layers.map(
    ({kind, instruction, line}) => [kind, instruction, line] as const,
  )
const base = (id: string) => layerOf(id, {part: 'base', line: null})

describe('a layer', () => {
  test('with the same content is the same, whatever made it and wherever it stands', () => {
    const moved = layerOf('a', {instruction: 'COPY a', line: 9})
    expect(layersOf([layerOf('a'), layerOf('b')], [layerOf('b'), moved])).toEqual([
      ['same', 'RUN b', 3],
      ['same', 'COPY a', 9],
    ])
  })

  test('compressed otherwise is still the same', () => {
    expect(layersOf([layerOf('a')], [layerOf('a', {digest: 'sha256:z', downloadBytes: 900})])).toEqual([
      ['same', 'RUN a', 3],
    ])
  })

  test('made by the same instruction from other content has changed', () => {
    const [change] = diffImages(
      factsOf(platformOf([layerOf('a', {instruction: 'COPY app'})])),
      factsOf(platformOf([layerOf('b', {instruction: 'COPY app', downloadBytes: 1_500, line: 7})])),
    ).platforms[0]!.layers
    expect(change).toEqual({
      kind: 'changed',
      part: 'own',
      instruction: 'COPY app',
      line: 7,
      before: {download: 1_000, disk: 3_000},
      after: {download: 1_500, disk: 3_000},
    })
  })

  test('without a partner was added, or removed, which has no line any more', () => {
    expect(layersOf([layerOf('a'), layerOf('b')], [layerOf('a'), layerOf('c')])).toEqual([
      ['same', 'RUN a', 3],
      ['added', 'RUN c', 3],
      ['removed', 'RUN b', null],
    ])
  })

  test('that moved from the base to the own part is another', () => {
    expect(layersOf([base('a')], [layerOf('a')]).map(([kind]) => kind)).toEqual(['added', 'removed'])
  })

  test('of several with one instruction is paired in order, each once', () => {
    const copy = (id: string) => layerOf(id, {instruction: 'COPY x'})
    expect(layersOf([copy('1'), copy('2'), copy('3')], [copy('4'), copy('2')])).toEqual([
      ['changed', 'COPY x', 3],
      ['same', 'COPY x', 3],
      ['removed', 'COPY x', null],
    ])
    expect(layersOf([layerOf('a')], [layerOf('a'), layerOf('a')]).map(([kind]) => kind)).toEqual(['same', 'added'])
  })
})

describe('a platform', () => {
  test('has its sizes before and after', () => {
    const [amd64] = diffImages(
      factsOf(platformOf([layerOf('a')])),
      factsOf(platformOf([layerOf('a'), layerOf('b')])),
    ).platforms
    expect(amd64).toMatchObject({before: {download: 1_000, disk: 3_000}, after: {download: 2_000, disk: 6_000}})
  })

  test('that is new has no before, one that is gone no after, in the order of the newer image', () => {
    const {platforms} = diffImages(
      factsOf(platformOf([layerOf('a')], 'linux/386'), platformOf([layerOf('a')], 'linux/amd64')),
      factsOf(platformOf([layerOf('a')], 'linux/arm64'), platformOf([layerOf('a')], 'linux/amd64')),
    )
    expect(
      platforms.map(({platform, before, after, layers}) => [platform, !!before, !!after, layers[0]?.kind]),
    ).toEqual([
      ['linux/arm64', false, true, 'added'],
      ['linux/amd64', true, true, 'same'],
      ['linux/386', true, false, 'removed'],
    ])
  })

  test('without a baseline has everything added', () => {
    const {platforms} = diffImages(null, factsOf(platformOf([base('a'), layerOf('b')])))
    expect(platforms).toMatchObject([
      {
        before: null,
        layers: [
          {kind: 'added', before: null},
          {kind: 'added', before: null},
        ],
      },
    ])
  })
})

test('an image compared with itself is the same in every layer', () => {
  const image = factsOf(platformOf([base('a'), layerOf('b'), layerOf('b')]))
  expect(diffImages(image, image).platforms[0]!.layers.map(({kind}) => kind)).toEqual(['same', 'same', 'same'])
})
