/** Files of the context that are made before the build: by a Makefile, a release tool or a workflow. */
import {posix} from 'node:path'
import type {ContextFiles} from './rule.ts'

const MOST_FILES = 60

const NAMES =
  /^(?:(?:GNU)?[Mm]akefile|.*\.mk|\.?goreleaser[\w.-]*\.ya?ml|\.promu[\w.-]*\.yml|[Tt]askfile\.ya?ml|justfile|Jenkinsfile|cloudbuild\.ya?ml|Earthfile|docker-bake\.hcl|\.gitlab-ci\.yml|.*\.(?:sh|bash|bat|ps1))$/

const FOLDERS = ['.', '.github/workflows', '.circleci', 'scripts', 'script', 'hack', 'build', 'ci', 'tools']

/** A file that could make the path names it, or the name of its folder or file. */
export function isMadeOutside({files}: ContextFiles, path: string): boolean {
  const name = posix.basename(path)
  const candidates = FOLDERS.flatMap(folder => {
    const own = folder === '.github/workflows' || folder === '.circleci' ? /\.ya?ml$/ : NAMES
    return files
      .names(folder)
      .filter(each => own.test(each))
      .map(each => posix.join(folder, each))
  })
  return candidates.slice(0, MOST_FILES).some(file => (files.read(file) ?? '').includes(name))
}
