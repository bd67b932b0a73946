import {describe, expect, test} from '@jest/globals'
import {adviseLayers, describeLayerFailure, layerCosts, secondsOfSteps} from '../../src/build/layer-advice.ts'
import {followProgress} from '../../src/build/progress.ts'

/** As moby/buildkit prints it with --progress=plain; this is shortened from a real build. */
function stepsOf(lines: string) {
  const progress = followProgress()
  for (const line of lines.trim().split('\n')) progress.read(line)
  return progress.steps()
}
const cold = `
#3 [internal] load metadata for docker.io/library/node:24
#3 DONE 0.1s
#4 importing cache manifest from gha:1234
#4 DONE 0.4s
#5 [web 1/3] FROM docker.io/library/node:24
#5 DONE 3.0s
#6 [web 2/3] COPY package.json .
#6 DONE 0.1s
#7 [web 3/3] RUN npm ci
#7 0.301 added 900 packages
#7 DONE 20.5s
#8 [build 2/2] RUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .
#8 DONE 60.0s
#9 exporting to image
#9 DONE 1.0s
#10 exporting to GitHub Actions Cache
#10 preparing build cache for export
#10 writing layer sha256:4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1
#10 writing layer sha256:4f4fb700ef54461cfa02571ae0db9a0dc1e0cdb5577484a6d75e68dc38e8acc1 5.1s done
#10 preparing build cache for export 6.2s done
#10 DONE 6.2s
`
const warm = cold.replace(/#7 0\.301.*?#7 DONE 20\.5s/s, '#7 CACHED')
const dear = warm.replace('#10 DONE 6.2s', '#10 DONE 25.0s')

describe('what a layer cache costs', () => {
  test('is read from the build’s own progress', () => {
    expect(layerCosts(stepsOf(cold))).toEqual({saving: 6.2, lookup: 0.4})
    expect(layerCosts(stepsOf('#1 exporting to image\n#1 DONE 2.0s'))).toEqual({saving: null, lookup: null})
  })

  test('is not known when saving failed', () => {
    const failed = cold.replace('#10 DONE 6.2s', '#10 ERROR: status 500')
    expect(layerCosts(stepsOf(failed)).saving).toBeNull()
  })

  test('and a failure is told with what leaves the cache out', () => {
    const failed = cold.replace('#10 DONE 6.2s', '#10 ERROR: internal').replace('#4 DONE 0.4s', '#4 ERROR: internal')
    expect(describeLayerFailure(stepsOf(failed))).toBe(
      'The layer cache failed (importing cache manifest from gha: internal; exporting to GitHub Actions Cache: internal); the image is whole without it. The next run tries again; `layer-cache: off` or no `cache-to` leaves it out.',
    )
    expect(describeLayerFailure(stepsOf(cold))).toBeNull()
  })
})

test('steps that ran are remembered by instruction, without those of Go and those that take no time', () => {
  expect(secondsOfSteps(stepsOf(cold))).toEqual(new Map([['[web] RUN npm ci', 20.5]]))
  expect(secondsOfSteps(stepsOf(warm))).toEqual(new Map())
  const platforms =
    '#1 [linux/arm64 web 3/9] RUN npm ci\n#1 DONE 9.0s\n#2 [linux/amd64 web 3/9] RUN npm ci\n#2 DONE 3.0s\n#3 [2/3] RUN npm ci\n#3 DONE 1.0s'
  expect(secondsOfSteps(stepsOf(platforms))).toEqual(
    new Map([
      ['[linux/arm64 web] RUN npm ci', 9],
      ['[linux/amd64 web] RUN npm ci', 3],
      ['[] RUN npm ci', 1],
    ]),
  )
})

describe('advice', () => {
  const remembered = secondsOfSteps(stepsOf(cold))

  test('is given when the cache takes longer than the steps that it saves', () => {
    expect(adviseLayers(stepsOf(dear), remembered, 'cache-to')).toBe(
      'The layer cache took 25.4 s (25.0 s to save); the steps that it can save took 20.5 s when they last ran: leave `cache-to` out, or say `mode=min` in it.',
    )
    expect(adviseLayers(stepsOf(dear), remembered, 'layer-cache')).toMatch(/: `layer-cache: off` turns it off\.$/)
  })

  test('is not given while the cache pays', () => {
    expect(adviseLayers(stepsOf(warm), remembered, 'cache-to')).toBeNull()
  })

  test('takes the seconds of this run where the step ran again', () => {
    const again = cold.replace('#7 DONE 20.5s', '#7 DONE 2.0s')
    expect(adviseLayers(stepsOf(again), remembered, 'cache-to')).toContain('took 2.0 s when they last ran')
  })

  test('is not given on the first run, nor for steps that nobody has seen run', () => {
    expect(adviseLayers(stepsOf(dear), new Map(), 'cache-to')).toBeNull()
    expect(adviseLayers(stepsOf(dear), new Map([['[other] RUN x', 1]]), 'cache-to')).toBeNull()
  })

  test('is not given where nothing is saved', () => {
    const without = dear.slice(0, dear.indexOf('#10'))
    expect(adviseLayers(stepsOf(without), remembered, 'cache-to')).toBeNull()
  })
})
