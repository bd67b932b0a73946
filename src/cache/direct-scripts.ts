/**
 * What the direct way runs beside the scripts of scripts.ts: as root, in folders of the builder's storage. Steps of
 * earlier builds had these folders too and may have left anything there, so nothing that leads out of a folder is
 * followed. POSIX sh, as there.
 */
import {BASE_STAMP, MARKS, SENTINEL, STAMP} from './scripts.ts'

/** `straight FOLDER`: neither the absolute path nor one of our marks in it is a link or another special file. */
const STRAIGHT = `straight() {
  path= rest=\${1#/}/
  while [ -n "$rest" ]; do
    path=$path/\${rest%%/*} rest=\${rest#*/}
    if [ -L "$path" ]; then return 1; fi
  done
  for mark in ${STAMP} ${BASE_STAMP} ${SENTINEL}; do
    if [ -L "$path/$mark" ] || { [ -e "$path/$mark" ] && [ ! -f "$path/$mark" ]; }; then return 1; fi
  done
}
`

/**
 * For each number, cache's folder, file and word: `go-image NUMBER warm|empty|linked` when that file has that word. Warm
 * and empty are as in PROBE. The files are then removed.
 */
export const LOOK = `set -u
${STRAIGHT}
look() {
  while [ $# -gt 0 ]; do
    if [ -f "$3" ] && [ ! -L "$3" ] && [ "$(cat "$3")" = "$4" ]; then
      if ! straight "$2"; then echo "go-image $1 linked"
      elif [ -n "$(ls -A "$2" 2>/dev/null | grep -v ${MARKS} | head -n 1)" ]; then echo "go-image $1 warm"
      else echo "go-image $1 empty"; fi
    fi
    shift 4
  done
}
remove() {
  while [ $# -gt 0 ]; do
    if [ -f "$3" ] && [ "$(cat "$3")" = "$4" ]; then rm -f "$3"; fi
    shift 4
  done
}
look "$@"
remove "$@"
`

/** The script, refused where one of the folders, the second of each `step` words, has links in its path. */
export function guarded(script: string, step: number): string {
  return `${STRAIGHT}
guard() {
  while [ $# -gt 0 ]; do
    if ! straight "$2"; then echo "a link leads out of the mount" >&2; exit 1; fi
    shift ${step}
  done
}
guard "$@"
${script}`
}
