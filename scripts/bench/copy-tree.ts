import {execFileSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type HostCaches, type Kind, run} from './host-caches.ts'

const GO_IMAGE = 'golang:1.26-alpine'
/** As the written Dockerfile mounts them. */
const MOUNTS: Record<Kind, string> = {
  modules: 'type=cache,id=gomod,target=/go/pkg/mod',
  build: 'type=cache,id=gobuild,target=/root/.cache/go-build',
}
const targetOf = (kind: Kind) => MOUNTS[kind].replace(/.*=/, '')

/**
 * What reproducible-containers/buildkit-cache-dance does between actions/cache's restore and save, in plain commands:
 * for each cache its tree as build context, a RUN that copies it into the mount; after the build a RUN that copies it
 * into a layer, the image loaded, a container made, the tree copied out of it; untar before and tar after. `namespace` is
 * BuildKit's for the names of mounts; empty for none.
 */
export function copyTree(workspace: string, host: HostCaches) {
  const file = join(host.folder, 'Dance.Dockerfile')
  const fresh = (namespace: string) => (namespace === '' ? [] : [`--build-arg=BUILDKIT_CACHE_MOUNT_NS=${namespace}`])
  const solve = (text: string, context: string, args: string[]) => {
    writeFileSync(file, text)
    run('docker', ['buildx', 'build', `--file=${file}`, '--provenance=false', ...args, context])
  }
  const trees = () => Object.entries(host.trees) as [Kind, string][]
  return {
    in(namespace: string): void {
      host.unpack('dance')
      for (const [kind, tree] of trees()) {
        const mounts = `--mount=${MOUNTS[kind]} --mount=type=bind,source=.,target=/dance`
        const text = `FROM ${GO_IMAGE}\nRUN ${mounts} cp -p -R /dance/. ${targetOf(kind)}\n`
        solve(text, tree, ['--output=type=cacheonly', ...fresh(namespace)])
      }
    },
    build(namespace: string): void {
      const written = join(host.folder, 'Dockerfile')
      if (!existsSync(written)) {
        const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
        const text = execFileSync(process.execPath, [cli, 'dockerfile', workspace], {encoding: 'utf8'})
        const missing = Object.values(MOUNTS).find(mount => !text.includes(mount))
        if (missing) throw new Error(`No cache mount ${missing} in:\n${text}`)
        writeFileSync(written, text)
      }
      const tag = '--tag=go-image-bench/large:one'
      run('docker', ['buildx', 'build', `--file=${written}`, tag, ...fresh(namespace), workspace])
    },
    out(namespace: string): void {
      for (const [kind, tree] of trees()) {
        const image = `go-image-bench/dance:${kind}`
        const copy = `mkdir /dance && cp -p -R ${targetOf(kind)}/. /dance`
        // Or the second run of a benchmark would find the layer of the first.
        const text = `FROM ${GO_IMAGE}\nARG RUN\nRUN --mount=${MOUNTS[kind]} ${copy}\n`
        solve(text, host.folder, ['--load', `--tag=${image}`, `--build-arg=RUN=${randomUUID()}`, ...fresh(namespace)])
        const extract = `c=$(docker create "$0" /x) && mkdir -p "$1" && docker cp -L "$c":/dance - | tar -xf - -C "$1"; docker rm "$c"`
        run('sh', ['-c', extract, image, tree])
        run('docker', ['rmi', '--force', image])
      }
      for (const [kind, tree] of trees()) {
        const archive = host.archive('dance', kind)
        run('tar', ['--use-compress-program=zstd -T0', '-cf', archive, '-C', join(tree, 'dance'), '.'])
      }
      host.forget()
    },
  }
}
