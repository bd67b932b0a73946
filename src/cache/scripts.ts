/**
 * The three scripts that run inside the builder, on the Go stage's own base image. POSIX sh with the options that
 * busybox and GNU have in common. Each takes pairs of cache kind and folder; what they print after `go-image` is read
 * back from the step's output.
 */

/** Newer than this file means: added by the build. */
export const STAMP = '.go-image-stamp'

/** `go-image KIND warm|empty` for each pair. */
export const PROBE = `set -eu
while [ $# -gt 0 ]; do
  if [ -n "$(ls -A "$2" 2>/dev/null | grep -v '^${STAMP}$' | head -n 1)" ]; then echo "go-image $1 warm"; else echo "go-image $1 empty"; fi
  shift 2
done
`

/**
 * Unpacks /.go-image/KIND.tar. Entries of the build cache get the present time (-m) and a fresh trim.txt: cmd/go marks
 * an entry as used only when its time is over an hour old, and trims only when trim.txt is over a day old
 * (cmd/go/internal/cache/cache.go, markUsed and Trim), so the build touches nothing but what it adds. The files that
 * PACK counts are then set back a minute and the stamp half of one, because busybox's find -newer compares whole
 * seconds.
 */
export const UNPACK = `set -eu
now=$(date +%s)
while [ $# -gt 0 ]; do
  mkdir -p "$2"
  cd "$2"
  if [ "$1" = build ]; then
    tar -xmf "/.go-image/$1.tar"
    echo "$now" >trim.txt
    find . -type f -name '*-a' -exec touch -c -d "@$((now - 60))" {} +
  else
    tar -xf "/.go-image/$1.tar"
    find cache/download -type f -name '*.ziphash' -exec touch -c -d "@$((now - 60))" {} +
  fi
  touch -d "@$((now - 30))" "${STAMP}"
  echo "go-image $1 unpacked"
  shift 2
done
`

/**
 * Packs what go reads again into /out/KIND.tar when the build added anything: `go-image KIND ADDED TOTAL STAMPED`.
 * Counted are compile results (-a index entries) and downloaded modules (.ziphash). The third word says what to keep:
 * `all`, `no-zips` (module zips serve only `go mod download`), or `count` to pack nothing.
 *
 * Names are handed to tar as arguments, because not every busybox has -T or --exclude. Module paths have neither white
 * space nor globs (golang.org/x/mod/module, CheckPath), and the extracted trees go in whole. The trees come before the
 * hashes: go takes a tree without its .ziphash for incomplete (cmd/go/internal/modfetch, DownloadDir), so that an archive
 * that breaks off leaves nothing half.
 */
export const PACK = `set -eu
mkdir -p /out
counted() { grep -c -- "$1" || true; }
names() {
  if [ "$1" = build ]; then
    ls -A | grep -v -e '^${STAMP}$' -e '^trim.txt$' -e '^fuzz$'
  else
    ls -A | grep -v -e '^${STAMP}$' -e '^cache$' || true
    if [ "$2" = all ]; then skip='*.lock'; else skip='*.zip'; fi
    find cache/download -type f ! -name "$skip" ! -name '*.lock'
  fi
}
while [ $# -gt 0 ]; do
  kind=$1 dir=$2 keep=$3
  shift 3
  added=0 total=0 stamped=no
  if cd "$dir" 2>/dev/null; then
    if [ "$kind" = build ]; then mark='-a$'; else mark='[.]ziphash$'; fi
    total=$(find . -type f | counted "$mark")
    if [ -e "${STAMP}" ]; then
      stamped=yes
      added=$(find . -type f -newer "${STAMP}" | counted "$mark")
    else
      added=$total
    fi
    if [ "$keep" != count ] && [ "$added" -gt 0 ]; then
      # busybox cannot unpack into go's read-only folders unless it is root
      if [ "$kind" = modules ]; then find . -type d ! -perm -200 -exec chmod u+w {} + || true; fi
      (set -f; tar -cf "/out/$kind.tar" -- $(names "$kind" "$keep"))
    fi
  fi
  echo "go-image $kind $added $total $stamped"
done
`
