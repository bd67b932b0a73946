import {execFileSync} from 'node:child_process'
import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type HostCaches, type Kind, run, timed} from './host-caches.ts'

const GO_IMAGE = 'golang:1.26-alpine'
const TARGETS: Record<Kind, [id: string, target: string]> = {
  modules: ['gomod', '/go/pkg/mod'],
  build: ['gobuild', '/root/.cache/go-build'],
}

/**
 * What reproducible-containers/buildkit-cache-dance does between actions/cache's restore and save, in plain commands:
 * for each cache its tree as build context, a RUN that copies it into the mount; after the build a RUN that copies it
 * into a layer, the image loaded, a container made, the tree copied out of it; untar before and tar after.
 */
export function copyTree(
  workspace: string,
  host: HostCaches,
): {inSeconds: number; buildSeconds: number; outSeconds: number; uploadedBytes: number} {
  const file = join(host.folder, 'Dance.Dockerfile')
  const solve = (text: string, context: string, output: string[]) => {
    writeFileSync(file, text)
    run('docker', ['buildx', 'build', `--file=${file}`, '--provenance=false', ...output, context])
  }
  const trees = Object.entries(host.trees) as [Kind, string][]
  const inSeconds = timed(() => {
    host.unpack('go')
    for (const [kind, tree] of trees) {
      const [id, target] = TARGETS[kind]
      const mounts = `--mount=type=cache,id=${id},target=${target} --mount=type=bind,source=.,target=/dance`
      solve(`FROM ${GO_IMAGE}\nRUN ${mounts} cp -p -R /dance/. ${target}\n`, tree, ['--output=type=cacheonly'])
    }
    host.clear()
  })
  const written = join(host.folder, 'Dockerfile')
  if (!existsSync(written)) {
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
    const text = execFileSync(process.execPath, [cli, 'dockerfile', workspace], {encoding: 'utf8'})
    // The mounts' names of the two steps above; the written Dockerfile may name them otherwise.
    const named = text
      .replaceAll('type=cache,target=/go/pkg/mod', 'type=cache,id=gomod,target=/go/pkg/mod')
      .replaceAll('type=cache,target=/root/.cache/go-build', 'type=cache,id=gobuild,target=/root/.cache/go-build')
    if (!named.includes('id=gomod') || !named.includes('id=gobuild')) throw new Error(`No Go cache mounts in:\n${text}`)
    writeFileSync(written, named)
  }
  const buildSeconds = timed(() =>
    run('docker', ['buildx', 'build', `--file=${written}`, '--tag=go-image-bench/large:one', workspace]),
  )
  const outSeconds = timed(() => {
    for (const [kind, tree] of trees) {
      const [id, target] = TARGETS[kind]
      const image = `go-image-bench/dance:${kind}`
      const copy = `mkdir /dance && cp -p -R ${target}/. /dance`
      solve(`FROM ${GO_IMAGE}\nRUN --mount=type=cache,id=${id},target=${target} ${copy}\n`, host.folder, [
        ...['--load', `--tag=${image}`],
      ])
      const extract = `c=$(docker create "$0" /x) && mkdir -p "$1" && docker cp -L "$c":/dance - | tar -xf - -C "$1"; docker rm "$c"`
      run('sh', ['-c', extract, image, tree])
      run('docker', ['rmi', '--force', image])
    }
    for (const [kind, tree] of trees)
      run('tar', [
        '--use-compress-program=zstd -T0',
        '-cf',
        host.archive('dance', kind),
        '-C',
        join(tree, 'dance'),
        '.',
      ])
    host.clear()
  })
  return {inSeconds, buildSeconds, outSeconds, uploadedBytes: host.packedBytes('dance')}
}
